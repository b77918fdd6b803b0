import { refused } from './refusal.ts'
import type { Read } from './refusal.ts'

/**
 * The JSON of a webhook. Ids there are numbers beyond what JavaScript counts exactly: they come out as text, every
 * digit of them.
 */
export function readBody(body: string): Read<unknown> {
  try {
    return { kind: 'read', value: JSON.parse(body, exactly) as unknown }
  } catch (error) {
    return refused('shopify/not-json', '', error instanceof Error ? error.message : undefined)
  }
}

function exactly(_key: string, value: unknown, ...rest: unknown[]): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  // What stood in the text, which the types do not know of yet.
  const source = (rest[0] as { source?: string } | undefined)?.source
  return source !== undefined && /^-?\d+$/.test(source) ? source : value
}
