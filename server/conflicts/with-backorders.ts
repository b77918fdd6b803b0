import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Collection, Outcome } from '../sync/collection.ts'
import { settleBackorders, settleBehind } from './settle-backorders.ts'
import type { AcceptedSale } from './settle-refunds.ts'

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
        if (!first) return outcomes
        // A refund may have come before its sale: from another lane, or while that lay with the dead letters.
        const { tenantId } = first.caller
        await settleBehind(tx, deps, tenantId, outcomes.flatMap(saleAccepted))
        // Sales only take: the most frequent of all batches waits for nothing that arrives.
        if (batch.some(({ document }) => mayBring(document as Order | StockMovement))) {
          await settleBackorders(tx, deps, tenantId)
        }
        return outcomes
      },
    },
  }
}

function mayBring(document: Order | StockMovement): boolean {
  return 'kind' in document ? document.kind === 'refund' : document.delta > 0
}

/** A sale that is accepted by now; also the one that a refund has brought along on its receipt. */
function saleAccepted(outcome: Outcome): AcceptedSale[] {
  if (outcome.kind !== 'differs' || !('kind' in outcome.document)) return []
  const order = outcome.document as Order
  if (order.status !== 'accepted') return []
  if (order.kind === 'sale') return [order]
  return order.refundOf === null ? [] : [{ id: order.refundOf, conflict: null }]
}
