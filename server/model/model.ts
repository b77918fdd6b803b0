/** One turn of a conversation with a model. */
export type Turn = { role: 'system' | 'user' | 'assistant'; content: string }

/** How asking a model went. `because` is for an admin's eyes. */
export type ModelAnswer =
  | { kind: 'answer'; text: string }
  | { kind: 'late' }
  | { kind: 'unreachable'; because: string }

/** A language model that speaks the API of OpenAI, whoever's it is. */
export type Model = {
  name: string
  /**
   * Asks for an answer in the shape of a JSON schema; whether it has that shape is for the caller to check. Takes up to
   * half a minute: only from a job, and never with a transaction open. Never throws.
   */
  ask(turns: readonly Turn[], schema: { name: string; schema: Record<string, unknown> }): Promise<ModelAnswer>
}
