import { factOf } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { whoMayApprove } from '../approvals/who-may-approve.ts'
import { decideOrder, settlementWithGiven } from './decide-order.ts'
import type { Gathered, PushedOrder } from './decide-order.ts'
import { gatherFacts } from './gather-facts.ts'
import { ordersByIds } from './queries.ts'
import type { KnownOrder } from './queries.ts'
import type { SettledOrder } from './settled-order.ts'
import { writeSettled } from './write-settled.ts'

/**
 * Settles a batch of pushed orders: gather, decide, write (O2). Each gets its own outcome (U1), in the order given;
 * a document that is here already is answered with its current state and changes nothing (U3).
 *
 * Runs inside the caller's transaction, for one tenant. Takes positions last (L2).
 */
export async function settlePushedOrders(
  tx: Tx,
  deps: Deps,
  batch: readonly Pushed<Order>[],
): Promise<Outcome[]> {
  const tenantId = batch[0]?.caller.tenantId
  if (tenantId === undefined) return []
  const pushes = batch.map((pushed) => ({ ...pushed, fact: factOf(pushed.document) }))
  const ids = pushes.map(({ fact }) => fact.id)
  const known = new Map((await ordersByIds(tx, tenantId, ids)).map((order) => [order.id, order]))
  const gathered = await gather(tx, deps, tenantId, pushes, known)

  const settled = new Map<string, SettledOrder>()
  const outcomes = pushes.map((pushed): Outcome | null => {
    const { fact, fingerprint } = pushed
    const before = known.get(fact.id)
    const twin = settled.get(fact.id)
    if (before && before.hash.equals(fingerprint.hash)) return { kind: 'differs', document: before.document }
    // Of a repeat within the batch the position is not known yet: answered below like the first.
    if (twin && twin.hash.equals(fingerprint.hash)) return null
    const first = before?.document ?? twin?.order
    if (first) return idReused(first)
    const decided = decideOrder(pushed, gathered)
    if (decided.kind === 'refused') return decided
    settled.set(fact.id, decided.settled)
    return null
  })
  const { facts, settledAt } = gathered
  const written = await writeSettled(tx, deps, tenantId, [...settled.values()], facts, settledAt)
  return outcomes.map((outcome, index) => outcome ?? answerWith(written, ids[index]))
}

/** All that the orders are decided by which are not here yet. */
async function gather(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  pushes: readonly PushedOrder[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<Gathered> {
  const approvals = pushes.flatMap(({ fact }) => fact.approvals)
  const branchIds = new Set(pushes.flatMap(({ device }) => (device ? [device.branchId] : [])))
  const fresh = pushes.flatMap(({ fact }) => (known.has(fact.id) ? [] : [fact]))
  const mayBeNamed = await whoSignedIn(tx, tenantId, pushes)
  const isManagersWord = await whoMayApprove(tx, tenantId, approvals)
  const { currency, settings } = await tradeTerms(tx, tenantId, [...branchIds])
  // Locks, and so comes last.
  const given = pushes.flatMap(({ document, fact: { id, branchId } }) =>
    known.has(id)
      ? []
      : (settlementWithGiven(document)?.given ?? []).map(({ productId }) => ({ branchId, productId })),
  )
  const facts = await gatherFacts(tx, tenantId, currency, fresh, given)
  const settledAt = new Date(deps.now()).toISOString()
  return { facts, settings, mayBeNamed, isManagersWord, settledAt, secret: deps.secret }
}

function answerWith(written: ReadonlyMap<string, Order>, id: string | undefined): Outcome {
  const document = written.get(id ?? '')
  if (!document) throw new Error(`order ${id} was decided on and not written`)
  return { kind: 'differs', document }
}

function idReused(current: Order): Outcome {
  return {
    kind: 'refused',
    code: 'document/id-reused',
    details: `order ${current.number} is stored under this id`,
    current,
  }
}
