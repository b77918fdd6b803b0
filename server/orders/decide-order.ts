import type { BranchSettings } from '../../shared/branches/branch.ts'
import type { RejectionCode } from '../../shared/errors.ts'
import { unsettled } from '../../shared/orders/order.ts'
import type { Order, OrderFact, Settlement } from '../../shared/orders/order.ts'
import { bringBackOrder, settleOrder } from '../../shared/orders/settle.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import { unusualPayments } from '../../shared/orders/unusual-payments.ts'
import type { MayBeNamed } from '../devices/who-signed-in.ts'
import type { Outcome, Pushed } from '../sync/collection.ts'
import type { IsManagersWord } from '../approvals/who-may-approve.ts'
import { bringBackFault, rightFault } from './check-right.ts'
import { heardApprovals, lackedApprovals } from './judge-approvals.ts'
import { isSealOf, sealOfText } from './seal.ts'
import type { SettledOrder } from './settled-order.ts'

/** An order as it was pushed, with the device's part of it by itself. */
export type PushedOrder = Pushed<Order> & { fact: OrderFact }

/** What orders are decided by: gathered once a batch (O2). */
export type Gathered = {
  facts: OrderFacts
  /** By branch, for the branches of the lanes that push. */
  settings: ReadonlyMap<string, BranchSettings>
  mayBeNamed: MayBeNamed
  isManagersWord: IsManagersWord
  /** ISO 8601. */
  settledAt: string
  /** The server's, for seals (O10). */
  secret: string
}

type Refusal = Extract<Outcome, { kind: 'refused' }>
type Decided = { kind: 'settled'; settled: SettledOrder } | Refusal

/** Decides on an order that is new here. One that carries our own seal was settled before a restore lost it (E3). */
export function decideOrder(pushed: PushedOrder, gathered: Gathered): Decided {
  const ending = sealedEnding(pushed, gathered.secret)
  return ending ? bringBack(pushed, ending, gathered) : settle(pushed, gathered)
}

type Ending = {
  status: 'accepted' | 'cancelled'
  settledAt: string
  seal: string
  /** Where the desk handed over something else than the fact says (O7). */
  settlement: Settlement | null
}

function sealedEnding({ document, fingerprint }: PushedOrder, secret: string): Ending | null {
  const { status, settledAt, seal } = document
  if (seal === null || settledAt === null || (status !== 'accepted' && status !== 'cancelled')) return null
  const settlement = settlementWithGiven(document)
  const sealed = { factText: fingerprint.text, status, settledAt, settlement }
  return isSealOf(seal, secret, sealed) ? { status, settledAt, seal, settlement } : null
}

/** How a desk settled an order, where its ledger is not what its lines say: sealed with it. */
export function settlementWithGiven({ conflict }: Order): Settlement | null {
  return conflict?.settlement?.given ? conflict.settlement : null
}

/** Nothing but what the seal vouches for: of the rest the lane cannot be trusted (O1). */
function bringBack(pushed: PushedOrder, ending: Ending, { facts }: Gathered): Decided {
  const { fact, fingerprint } = pushed
  const fault = bringBackFault(pushed)
  if (fault) return refused(fault, fact)
  const { settlement, ...end } = ending
  const decision = bringBackOrder(fact, end.status, facts, settlement?.given)
  if (decision.kind === 'rejected') return refused(decision, fact)
  const conflict = settlement && {
    reason: 'insufficient_stock' as const,
    shortages: [],
    detectedAt: end.settledAt,
    settlement,
  }
  const order: Order = { ...fact, ...unsettled(), ...end, conflict, flags: ['restored'] }
  const judged = { heard: fact.approvals, lacked: [] }
  return { kind: 'settled', settled: { order, hash: fingerprint.hash, decision, ...judged } }
}

function settle(pushed: PushedOrder, gathered: Gathered): Decided {
  const { fact, fingerprint } = pushed
  const { facts, settings, mayBeNamed, isManagersWord } = gathered
  const fault = rightFault(pushed, mayBeNamed)
  if (fault) return refused(fault, fact)
  const heard = heardApprovals(fact, isManagersWord)
  const decision = settleOrder({ ...fact, approvals: heard }, facts)
  if (decision.kind === 'rejected') return refused(decision, fact)
  const ofBranch = settings.get(fact.branchId)
  const lacked = lackedApprovals(fact, heard, ofBranch?.limits, facts)
  const doubts = [
    ...(lacked.length > 0 ? ['approval_missing'] : []),
    ...(ofBranch ? unusualPayments(fact, ofBranch) : []),
  ]
  const settled = settledOrder(pushed, decision, gathered)
  const order = { ...settled, flags: [...settled.flags, ...doubts] }
  return { kind: 'settled', settled: { order, hash: fingerprint.hash, decision, heard, lacked } }
}

/**
 * Decides on an order that no lane wrote: it has happened already, elsewhere (O9). Its stock and sums are looked at as
 * those of any order (O2); nobody's rights or approvals are.
 */
export function decideOnlineOrder(
  told: Pick<PushedOrder, 'fact' | 'fingerprint'>,
  gathered: Pick<Gathered, 'facts' | 'settledAt' | 'secret'>,
): Decided {
  const { fact, fingerprint } = told
  const decision = settleOrder(fact, gathered.facts)
  if (decision.kind === 'rejected') return refused(decision, fact)
  const order = settledOrder(told, decision, gathered)
  return { kind: 'settled', settled: { order, hash: fingerprint.hash, decision, heard: [], lacked: [] } }
}

/** The order as the server now has it, but for its position. */
function settledOrder(
  { fact, fingerprint }: Pick<PushedOrder, 'fact' | 'fingerprint'>,
  decision: SettledOrder['decision'],
  { settledAt, secret }: Pick<Gathered, 'settledAt' | 'secret'>,
): Order {
  const open = { ...fact, ...unsettled(), settledAt }
  if (decision.kind === 'conflict') {
    const { reason, shortages } = decision
    const conflict = { reason, shortages, detectedAt: settledAt, settlement: null }
    return { ...open, status: 'conflict', conflict }
  }
  const seal = sealOfText(secret, { factText: fingerprint.text, status: 'accepted', settledAt })
  return { ...open, status: 'accepted', flags: decision.flags, seal }
}

function refused(fault: { code: RejectionCode; details: string }, { number }: OrderFact): Refusal {
  return { kind: 'refused', code: fault.code, details: `${number}: ${fault.details}` }
}
