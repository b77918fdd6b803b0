import type { BulkProduct, FieldValue } from './apply-operation.ts'
import type { Operation } from './operation.ts'
import { fieldOf } from './operation.ts'

/** What a product has where an operation changes it. */
export function valueOf(product: BulkProduct, operation: Operation): FieldValue {
  return product[fieldOf(operation)]
}
