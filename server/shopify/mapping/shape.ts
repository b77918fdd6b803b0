import type { z } from 'zod'
import { refused } from './refusal.ts'
import type { Read } from './refusal.ts'

/** Parses something against what Shopify documents; the first thing that does not fit is named. */
export function shape<T extends z.ZodType>(schema: T, value: unknown, at = ''): Read<z.infer<T>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { kind: 'read', value: parsed.data }
  const [issue] = parsed.error.issues
  const path = [at, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.')
  return refused('shopify/shape', path, issue?.message)
}
