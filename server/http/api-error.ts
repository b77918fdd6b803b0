import { errors } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'

/** An answer other than success that the API promises: a code of `shared/errors.ts`, and what it says of this case. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ErrorCode
  readonly details: unknown
  /** Seconds after which another attempt makes sense, for the Retry-After header. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, details?: unknown, retryAfter?: number) {
    super(errors[code].message)
    this.code = code
    this.details = details
    this.retryAfter = retryAfter
  }

  get status(): number {
    return errors[this.code].status
  }
}
