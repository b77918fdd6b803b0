/** A call that came to nothing, before what is secret in it was taken out. */
export type FailedCall = {
  operation: string
  code: string
  /** The HTTP status; null where no answer came. */
  status: number | null
  /** Milliseconds since 1970. */
  at: number
  milliseconds: number
  request: Record<string, unknown>
  /** The body as it came. */
  answer: string | null
  secrets: readonly string[]
}
