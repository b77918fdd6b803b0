import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import type { DeskAction } from './case-facts.ts'

/** The key of what is said of an action: a refund is accepted or called off in words of its own. */
export function wordsOfAction<What extends 'do' | 'hint' | 'reason'>(
  one: DeskCase,
  what: What,
  action: DeskAction,
) {
  const isRefund = one.kind === 'order' && one.document.kind === 'refund'
  return isRefund && (action === 'recount' || action === 'cancel')
    ? (`cases.${what}_${action}_refund` as const)
    : (`cases.${what}_${action}` as const)
}
