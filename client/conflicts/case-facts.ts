import { goodsLeft } from '../../shared/conflicts/desk-case.ts'
import type { CaseLine, DeskCase, OrderCase } from '../../shared/conflicts/desk-case.ts'
import type { CaseAction } from '../../shared/conflicts/settle-case.ts'
import type { Suggestion } from '../../shared/conflicts/suggest.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Words } from '../i18n/use-words.ts'
import { nameOfType } from '../pos/pay-ways.tsx'

export type DeskAction = CaseAction | 'drop'

/** The letter that chooses an action, in every language: it stands on the key of the action. */
export const letters: Readonly<Record<DeskAction, string>> = {
  recount: 'R',
  transfer: 'T',
  substitute: 'S',
  partial: 'P',
  backorder: 'B',
  cancel: 'C',
  drop: 'D',
}

/**
 * What may be done about a case, what fits the goods first: where they left, what explains that or pays back what the
 * customer did not get; where they did not, what gets them to the customer, and what gives the money back.
 */
export function actionsFor(one: DeskCase, left: boolean): DeskAction[] {
  if (one.kind === 'movement') return ['recount', 'drop']
  const { conflict } = one.document
  if (conflict?.reason === 'over_refund') return one.sale?.fits ? ['recount', 'cancel'] : ['cancel']
  const all: DeskAction[] = left
    ? ['recount', 'substitute', 'transfer', 'partial', 'cancel']
    : ['backorder', 'transfer', 'substitute', 'partial', 'cancel', 'recount']
  const waits = conflict?.settlement?.action === 'backorder'
  const lacks = lackingLines(one, left).length > 0
  return all.filter((action) => {
    if (action === 'backorder') return !waits
    // They say what becomes of what is missing.
    return lacks || (action !== 'substitute' && action !== 'transfer' && action !== 'partial')
  })
}

/** What is suggested is offered first, also where it does not go without saying. */
export function withSuggested(actions: readonly DeskAction[], suggested: Suggestion['action']): DeskAction[] {
  if (suggested === 'wait') return [...actions]
  return actions.includes(suggested) ? [...actions] : [suggested, ...actions]
}

/** A line of a case that lacks `missing` pieces. */
export type LackingLine = CaseLine & { missing: number }

/**
 * The lines that lack something, as the server will see it: by what is there now, or, of goods that left before their
 * shelf was counted, by what the case lacked when it was found (O7).
 */
export function lackingLines(one: DeskCase, left: boolean): LackingLine[] {
  const shortages = (one.kind === 'order' && one.document.conflict?.shortages) || []
  const lacked = new Map(
    shortages.map(({ lineId, requested, available }) => [lineId, requested - available] as const),
  )
  const taken = new Map<string, number>()
  return one.lines.flatMap((line) => {
    const { lineId, productId, requested, now } = line
    const before = taken.get(productId) ?? 0
    taken.set(productId, before + requested)
    const missing =
      left && line.counted ? (lacked.get(lineId ?? '') ?? 0) : requested - Math.max(0, now - before)
    return missing > 0 ? [{ ...line, missing }] : []
  })
}

/** The line that a case is mostly about: the first one that lacks something, now or then. */
export function mainLine(one: DeskCase) {
  return one.lines.find(({ requested, now }) => requested > now) ?? one.lines[0]
}

/** How many products a sale lacks beside the one that it is mostly about. */
export function othersLacking(one: DeskCase): number {
  if (one.kind === 'movement' || one.document.kind === 'refund') return 0
  const lacking = new Set(lackingLines(one, false).map(({ productId }) => productId))
  lacking.delete(mainLine(one)?.productId ?? '')
  return lacking.size
}

/** Cases of one product at one branch stand together: one look at a shelf may settle them all. */
export function shelfOf(one: DeskCase): string {
  return `${one.branchId}:${mainLine(one)?.productId ?? ''}`
}

/** Whether a count of its shelf closes this case (O7): its goods have left, and nobody waits for them. */
export function countCloses(one: DeskCase): boolean {
  return one.kind === 'order' && goodsLeft(one.document)
}

/**
 * Pieces that came back to a shelf with refunds which are cases still, and may yet be accepted with their sales: tills
 * tell people to keep them aside, and a count of the shelf leaves them out (O7).
 */
export function waitingReturns(
  cases: readonly DeskCase[],
  { branchId, productId }: { branchId: string; productId: string },
): number {
  return cases
    .flatMap((one) =>
      one.kind === 'order' && one.branchId === branchId && mayComeBack(one) ? one.document.lines : [],
    )
    .filter((line) => line.productId === productId && line.restock)
    .reduce((sum, { quantity }) => sum + quantity, 0)
}

function mayComeBack({ document, sale }: OrderCase): boolean {
  return document.kind === 'refund' && (sale === null || sale.status === 'conflict' || sale.fits)
}

/** The payments of an order that say something, such as "Cash $6.49 · Card $2.00"; empty where there are none. */
export function paidInWords(
  { payments, currency }: Pick<Order, 'payments' | 'currency'>,
  { t, money }: Pick<Words, 't' | 'money'>,
): string {
  return payments
    .filter(({ amount }) => amount > 0)
    .map(({ type, amount }) => `${nameOfType(type, t)} ${money(amount, currency)}`)
    .join(' · ')
}

export function nameOfCase(one: DeskCase): string {
  return one.kind === 'order' ? one.document.number : (one.lane?.code ?? '')
}

/** Cases by shelf, the shelf with the oldest case first, and oldest first on each. */
export function byShelf(cases: readonly DeskCase[]): DeskCase[] {
  return [...Map.groupBy(cases, shelfOf).values()].flat()
}
