import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import type { MovementReason } from '../../shared/inventory/stock-movement.ts'
import type { DeskAction } from './case-facts.ts'

/** The key of what is said of an action: a refund and a stock movement have words of their own. */
export function wordsOfAction<What extends 'do' | 'hint' | 'reason'>(
  one: DeskCase,
  what: What,
  action: DeskAction,
) {
  if (one.kind === 'movement')
    return action === 'recount' ? (`cases.${what}_recount_movement` as const) : plain(what, action)
  const isRefund = one.document.kind === 'refund'
  return isRefund && (action === 'recount' || action === 'cancel')
    ? (`cases.${what}_${action}_refund` as const)
    : plain(what, action)
}

function plain<What extends 'do' | 'hint' | 'reason'>(what: What, action: DeskAction) {
  return `cases.${what}_${action}` as const
}

/** What a movement is called inside a sentence. */
export function movementNoun(reason: MovementReason) {
  if (reason === 'damage') return 'cases.noun_writeOff' as const
  const isTransfer = reason === 'transfer_out' || reason === 'transfer_in'
  return isTransfer ? ('cases.noun_transfer' as const) : ('cases.noun_movement' as const)
}
