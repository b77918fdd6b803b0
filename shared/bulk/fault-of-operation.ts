import type { ErrorCode } from '../errors.ts'
import type { Operation } from './operation.ts'

/** Why an operation makes no sense for any product at all, or null. */
export function faultOfOperation(operation: Operation): ErrorCode | null {
  if (operation.kind === 'price-percent' && operation.basisPoints < -10_000) return 'bulk/below-zero'
  return operation.kind === 'recount' && operation.way === 'set' && operation.pieces < 0
    ? 'bulk/below-nothing'
    : null
}
