import { z } from 'zod'

/** What Shopify refuses of an input, and where in it. */
export type UserError = { code: string | null; field: string[] | null; message: string }

const UserErrors = z.array(
  z.object({
    code: z.nullish(z.string()).transform((code) => code ?? null),
    field: z.nullable(z.array(z.string())),
    message: z.string(),
  }),
)

/** The refusals that a mutation answered; an answer without any is taken for one, since it would be taken for a yes. */
export function userErrorsOf(
  data: Record<string, unknown>,
  mutation: string,
  name = 'userErrors',
): UserError[] {
  const parsed = UserErrors.safeParse((data[mutation] as Record<string, unknown> | null | undefined)?.[name])
  if (parsed.success) return parsed.data
  return [{ code: 'shape', field: null, message: `Shopify answered ${mutation} otherwise than documented.` }]
}

/** The row of an input that a refusal is about: `["input", "changes", "3", "delta"]` is 3. */
export function rowOf({ field }: UserError): number | undefined {
  const index = field?.find((part) => /^\d+$/.test(part))
  return index === undefined ? undefined : Number(index)
}
