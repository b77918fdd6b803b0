import { factOf, unsettled } from '../../shared/orders/order.ts'
import type { Order, OrderFact } from '../../shared/orders/order.ts'
import { bringBackOrder, settleOrder } from '../../shared/orders/settle.ts'
import type { OrderDecision } from '../../shared/orders/settle.ts'
import { unusualPayments } from '../../shared/orders/unusual-payments.ts'
import type { RejectionCode } from '../../shared/errors.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import { whoMayApprove } from '../users/who-may-approve.ts'
import { bringBackFault, rightFault } from './check-right.ts'
import { gatherFacts } from './gather-facts.ts'
import { heardApprovals, lackedApprovals } from './judge-approvals.ts'
import { ordersByIds } from './queries.ts'
import { isSealOf, sealOfText } from './seal.ts'
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
  const pushes = batch.map((pushed) => {
    const { text, hash } = pushed.fingerprint
    return { ...pushed, fact: factOf(pushed.document), factText: text, hash }
  })
  const known = new Map(
    (
      await ordersByIds(
        tx,
        tenantId,
        pushes.map((push) => push.fact.id),
      )
    ).map((order) => [order.id, order]),
  )
  const mayBeNamed = await whoSignedIn(tx, tenantId, batch)
  const isManagersWord = await whoMayApprove(
    tx,
    tenantId,
    pushes.flatMap((push) => push.fact.approvals),
  )
  const branchIds = new Set(pushes.flatMap((push) => (push.device ? [push.device.branchId] : [])))
  const { currency, settings } = await tradeTerms(tx, tenantId, [...branchIds])

  const fresh = pushes.filter((push) => !known.has(push.fact.id))
  const facts = await gatherFacts(
    tx,
    tenantId,
    currency,
    fresh.map((push) => push.fact),
  )
  const settledAt = new Date(deps.now()).toISOString()

  const settled = new Map<string, SettledOrder>()
  const outcomes = pushes.map((push): Outcome | null => {
    const before = known.get(push.fact.id) ?? settled.get(push.fact.id)
    if (before) {
      const document = 'document' in before ? before.document : before.order
      if (!before.hash.equals(push.hash)) return idReused(document)
      // Of a repeat within the batch the position is not known yet: answered below like the first.
      return 'document' in before ? { kind: 'differs', document: before.document } : null
    }
    const ending = sealedEnding(push, deps.secret)
    const fault = ending ? bringBackFault(push) : rightFault(push, mayBeNamed)
    if (fault) return refused(fault, push.fact)
    const heard = ending ? push.fact.approvals : heardApprovals(push.fact, isManagersWord)
    const decision = ending
      ? bringBackOrder(push.fact, ending.status, facts)
      : settleOrder({ ...push.fact, approvals: heard }, facts)
    if (decision.kind === 'rejected') return refused(decision, push.fact)
    const ofBranch = settings.get(push.fact.branchId)
    const lacked = ending ? [] : lackedApprovals(push.fact, heard, ofBranch?.limits, facts)
    const doubts = [
      ...(lacked.length > 0 ? ['approval_missing'] : []),
      ...(ending || !ofBranch ? [] : unusualPayments(push.fact, ofBranch)),
    ]
    const whole = ending ? broughtBack(push, ending) : settledOrder(push, decision, settledAt, deps.secret)
    const order = { ...whole, flags: [...whole.flags, ...doubts] }
    settled.set(push.fact.id, { order, hash: push.hash, decision, heard, lacked })
    return null
  })
  const written = await writeSettled(tx, deps, tenantId, [...settled.values()], facts, settledAt)
  return outcomes.map((outcome, index) => outcome ?? answerWith(written, pushes[index]?.fact.id))
}

function answerWith(written: ReadonlyMap<string, Order>, id: string | undefined): Outcome {
  const document = written.get(id ?? '')
  if (!document) throw new Error(`order ${id} was decided on and not written`)
  return { kind: 'differs', document }
}

function refused(fault: { code: RejectionCode; details: string }, fact: OrderFact): Outcome {
  return { kind: 'refused', code: fault.code, details: `${fact.number}: ${fault.details}` }
}

function idReused(current: Order): Outcome {
  return {
    kind: 'refused',
    code: 'document/id-reused',
    details: `order ${current.number} is stored under this id`,
    current,
  }
}

/** How an order ended that carries our own seal: a restore lost it, and a lane still held it (E3). */
function sealedEnding(
  { document, factText }: { document: Order; factText: string },
  secret: string,
): Ending | null {
  const { status, settledAt, seal } = document
  if (seal === null || settledAt === null || (status !== 'accepted' && status !== 'cancelled')) return null
  return isSealOf(seal, secret, { factText, status, settledAt }) ? { status, settledAt, seal } : null
}

type Ending = { status: 'accepted' | 'cancelled'; settledAt: string; seal: string }

/** Nothing but what the seal vouches for: of the rest the lane cannot be trusted (O1). */
function broughtBack({ fact }: { fact: OrderFact }, ending: Ending): Order {
  return { ...fact, ...unsettled(), ...ending, flags: ['restored'] }
}

/** The order as the server now has it, but for its position. */
function settledOrder(
  { fact, factText }: { fact: OrderFact; factText: string },
  decision: Exclude<OrderDecision, { kind: 'rejected' }>,
  settledAt: string,
  secret: string,
): Order {
  const open = { ...fact, ...unsettled(), settledAt }
  if (decision.kind === 'conflict') {
    const conflict = {
      reason: decision.reason,
      shortages: decision.shortages,
      detectedAt: settledAt,
      settlement: null,
    }
    return { ...open, status: 'conflict', conflict }
  }
  const seal = sealOfText(secret, { factText, status: 'accepted', settledAt })
  return { ...open, status: 'accepted', flags: decision.flags, seal }
}
