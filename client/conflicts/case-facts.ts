import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import type { CaseAction } from '../../shared/conflicts/settle-case.ts'

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
 * What may be done about a case, what fits the goods first: where they left, only what explains that; where they did
 * not, what gets them to the customer, and what gives the money back.
 */
export function actionsFor(one: DeskCase, left: boolean): DeskAction[] {
  if (one.kind === 'movement') return ['recount', 'drop']
  const { conflict } = one.document
  if (conflict?.reason === 'over_refund') return ['cancel']
  const all: DeskAction[] = left
    ? ['recount', 'substitute', 'transfer', 'cancel']
    : ['backorder', 'transfer', 'substitute', 'partial', 'cancel', 'recount']
  return conflict?.settlement?.action === 'backorder' ? all.filter((action) => action !== 'backorder') : all
}

/** The line that a case is mostly about: the first one that lacks something, now or then. */
export function mainLine(one: DeskCase) {
  return one.lines.find(({ requested, now }) => requested > now) ?? one.lines[0]
}

/** Cases of one product at one branch stand together: one look at a shelf may settle them all. */
export function shelfOf(one: DeskCase): string {
  return `${one.branchId}:${mainLine(one)?.productId ?? ''}`
}

export function nameOfCase(one: DeskCase): string {
  return one.kind === 'order' ? one.document.number : (one.lane?.code ?? '')
}

/** Cases by shelf, the shelf with the oldest case first, and oldest first on each. */
export function byShelf(cases: readonly DeskCase[]): DeskCase[] {
  return [...Map.groupBy(cases, shelfOf).values()].flat()
}
