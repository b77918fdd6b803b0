/** A refusal in Shopify's shape: where in the input, in words, and for most mutations as a code. */
export type UserError = { field: string[] | null; message: string; code?: string }

/** What a mutation answers: its result, or none and why. */
export type Answer = { userErrors: UserError[] } & Record<string, unknown>

/** A refusal of one thing in the input. */
export function refusal(field: string[] | null, message: string, code?: string): UserError {
  return code === undefined ? { field, message } : { field, message, code }
}
