import type { KeptSale } from './kept-sale.ts'
import { approvalGate } from './till/approvals.ts'
import { cartActions } from './till/cart-actions.ts'
import { createCore } from './till/core.ts'
import { discounts } from './till/discounts.ts'
import { parking } from './till/parking.ts'
import { payment } from './till/payment.ts'
import { shiftGate } from './till/shift-gate.ts'
import { shortLines } from './till/short-lines.ts'
import type { TillParts } from './till/state.ts'

export type Till = ReturnType<typeof createTill>

/**
 * A lane's open sale and what may happen to it. Holds no view and no network: reads `state()`, tells
 * subscribers, and hands a finished sale to `place`. The verbs stand in files of their own under `till/`.
 */
export function createTill(parts: TillParts, kept: KeptSale | null) {
  const core = createCore(parts, kept)
  const { scanWaiting, ...actions } = cartActions(core)
  const { gate: shortGate, ...short } = shortLines(core)
  const { state, change } = core

  /** Backs out one level; says whether there was one. Never touches the cart. */
  function back(): boolean {
    const { question, stage, typed, notice } = state()
    if (question) change({ question: null })
    else if (stage.kind === 'paying' && stage.tenders.length === 0) change({ stage: { kind: 'selling' } })
    else if (stage.kind === 'paying') change({ notice: { kind: 'finish-payment' } })
    // What was said of it goes with what was typed.
    else if (typed !== '') change({ typed: '', notice: null })
    else if (notice) change({ notice: null })
    else if (stage.kind === 'sold') change({ stage: { kind: 'selling' } })
    else return false
    return true
  }

  return {
    state,
    subscribe: core.subscribe,
    confirm: core.confirm,
    /** Whether money may move in a shift only, and none is open. */
    lacksShift: parts.lacksShift,
    back,
    ...actions,
    ...short,
    ...discounts(core),
    ...parking(core, scanWaiting),
    ...payment(core, [shiftGate(core), shortGate, approvalGate(core)], scanWaiting),
    type(typed: string) {
      if (typed === state().typed) return
      // Typing is the beginning of the next sale: the last one makes room.
      change({
        typed,
        notice: null,
        ...(state().stage.kind === 'sold' ? { stage: { kind: 'selling' } } : {}),
      })
    },
    /** Other work begins: the last sale leaves the screen. */
    forgetLast() {
      if (state().last)
        change({ last: null, ...(state().stage.kind === 'sold' ? { stage: { kind: 'selling' } } : {}) })
    },
  }
}
