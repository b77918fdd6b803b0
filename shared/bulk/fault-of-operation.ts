import type { ErrorCode } from '../errors.ts'
import type { Operation } from './operation.ts'

/** Why an operation makes no sense for any product at all, or null. */
export function faultOfOperation(operation: Operation): ErrorCode | null {
  return operation.kind === 'price-percent' && operation.basisPoints < -10_000 ? 'bulk/below-zero' : null
}
