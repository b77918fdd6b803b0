import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Collection } from '../sync/collection.ts'
import { settleBackorders } from './settle-backorders.ts'

/**
 * A collection whose documents let stock arrive: behind each batch the orders that waited for it are settled, in the
 * same transaction (O8). Put together with the server, so that the ledger needs to know nothing of cases.
 */
export function withBackorders(collection: Collection): Collection {
  const { push } = collection
  if (!push) return collection
  return {
    ...collection,
    push: {
      ...push,
      async settle(tx, deps, batch) {
        const outcomes = await push.settle(tx, deps, batch)
        const [first] = batch
        // Sales only take: the most frequent of all batches asks nothing.
        if (first && batch.some(({ document }) => mayBring(document as Order | StockMovement))) {
          await settleBackorders(tx, deps, first.caller.tenantId)
        }
        return outcomes
      },
    },
  }
}

function mayBring(document: Order | StockMovement): boolean {
  return 'kind' in document ? document.kind === 'refund' : document.delta > 0
}
