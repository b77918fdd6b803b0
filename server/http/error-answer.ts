import { z } from 'zod'
import type { ApiError } from './api-error.ts'

/** What every answer of 400 and above looks like. Clients decide by `code`, people read `message`. */
export const ErrorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>

/** For the `response` of a route's schema, so that its documentation names the errors: `{ 200: …, ...failures }`. */
export const failures = { '4xx': ErrorAnswer, '5xx': ErrorAnswer }

export function errorAnswer(error: ApiError): ErrorAnswer {
  const { code, message, details } = error
  return { error: details === undefined ? { code, message } : { code, message, details } }
}
