import { sqlState } from './transaction.ts'

/** Postgres could not be reached, is going down, or gave up on time: nobody's document is at fault. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error)
  if (state === undefined) return error instanceof Error && /connection|timeout/i.test(error.message)
  return /^(08|53|57|ECONN|EPIPE|ETIMEDOUT|ENOENT)/.test(state)
}

/** Postgres refused the data itself: an impossible value, or a constraint that does not hold. */
export function isDataError(error: unknown): error is Error {
  return error instanceof Error && /^(22|23)/.test(sqlState(error) ?? '')
}
