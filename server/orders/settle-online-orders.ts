import type { Order, OrderFact } from '../../shared/orders/order.ts'
import type { RejectionCode } from '../../shared/errors.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { decideOnlineOrder } from './decide-order.ts'
import { gatherFacts } from './gather-facts.ts'
import { ordersByIds } from './queries.ts'
import type { SettledOrder } from './settled-order.ts'
import { writeSettled } from './write-settled.ts'

/** What came of an order from elsewhere; `order` as it now stands, settled now or before. */
export type OnlineOutcome =
  | { kind: 'settled'; order: Order; isNew: boolean }
  /** It does not fit: nothing was written. */
  | { kind: 'refused'; code: RejectionCode; details: string }

/**
 * Settles orders that happened elsewhere, by the till's verb: gather, decide, write (O2, O9). Where the stock is short
 * a case is opened as for a lane's sale, since nobody can refuse what was sold. One that is here already is answered as
 * it stands, whatever is said of it now: the first stands (U3), and its teller may know more by now.
 *
 * Runs inside the caller's transaction, for one tenant. Takes positions last (L2).
 *
 * @returns an outcome each, in the order given
 */
export async function settleOnlineOrders(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  orders: readonly OrderFact[],
): Promise<OnlineOutcome[]> {
  const ids = orders.map(({ id }) => id)
  const known = new Map((await ordersByIds(tx, tenantId, ids)).map(({ id, document }) => [id, document]))
  const fresh = orders.filter(({ id }) => !known.has(id))
  const { currency } = await tradeTerms(tx, tenantId, [])
  const facts = await gatherFacts(tx, tenantId, currency, fresh)
  const settledAt = new Date(deps.now()).toISOString()
  const refused = new Map<string, OnlineOutcome>()
  const settled = new Map<string, SettledOrder>()
  for (const fact of fresh) {
    if (settled.has(fact.id)) continue
    const told = { fact, fingerprint: fingerprintOf(fact) }
    const decided = decideOnlineOrder(told, { facts, settledAt, secret: deps.secret })
    if (decided.kind === 'settled') settled.set(fact.id, decided.settled)
    else refused.set(fact.id, decided)
  }
  const written = await writeSettled(tx, deps, tenantId, [...settled.values()], facts, settledAt)
  return ids.map((id) => {
    const order = written.get(id) ?? known.get(id)
    if (order) return { kind: 'settled', order, isNew: written.has(id) }
    const no = refused.get(id)
    if (!no) throw new Error(`order ${id} was to be settled and was not`)
    return no
  })
}
