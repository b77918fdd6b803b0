import { signedTotal } from '../../../shared/orders/signed-total.ts'
import type { OrderBrief, Shop } from '../../database/shop.ts'
import type { Field } from '../table/field.ts'
import type { Source } from '../table/source.ts'
import { listSource } from './list-source.ts'

const table: readonly Field<OrderBrief>[] = [
  { kind: 'text', name: 'number', of: ({ number }) => number },
  { kind: 'number', name: 'createdAt', of: ({ createdAt }) => Date.parse(createdAt) },
  { kind: 'number', name: 'total', of: signedTotal },
  { kind: 'choice', name: 'status', of: ({ status }) => status },
  { kind: 'choice', name: 'kind', of: ({ kind }) => kind },
  { kind: 'choice', name: 'source', of: ({ source }) => source },
  { kind: 'choice', name: 'branch', of: ({ branchId }) => branchId },
]

/** The orders of this device as a table, read once a shop. */
export function orderSource(shop: Shop): Source<OrderBrief> {
  return listSource(shop, 'orders', table, ({ number, titles, skus }) => [number, titles, skus])
}
