import type { Cart } from '../cart.ts'
import { emptyCart, fitsOrder } from '../cart.ts'
import type { KeptSale } from '../kept-sale.ts'
import type { Tender } from '../tenders.ts'
import type { Question, Stage, TillParts, TillState } from './state.ts'

/** What every verb of the till works with: the state, and the few ways in which it may change. */
export type TillCore = ReturnType<typeof createCore>

/** The till's state with its listeners. Knows what a sale may go through, and nothing of why. */
export function createCore(parts: TillParts, kept: KeptSale | null) {
  let state: TillState = {
    cart: kept?.cart ?? emptyCart(parts.newId()),
    stage: kept?.tenders.length
      ? { kind: 'paying', tenders: kept.tenders, fault: null }
      : { kind: 'selling' },
    typed: '',
    notice: null,
    question: null,
    last: null,
  }
  const listeners = new Set<() => void>()
  let onYes = () => {}

  /** @param tells false for what lasts only until the next change, a few milliseconds: nobody need draw it */
  function change(next: Partial<TillState>, tells = true) {
    const before = state
    state = inSight({ ...state, ...next })
    const tenders = onCounter(state.stage)
    // What cannot be written lives on on screen; only taking up a parked sale waits for it.
    if (state.cart !== before.cart || !isSame(tenders, onCounter(before.stage)))
      parts.keep({ cart: state.cart, tenders }).catch(() => {})
    if (tells) tell()
  }

  function tell() {
    for (const listener of listeners) listener()
  }

  /** Whether the cart may change: only while no money lies on the counter. Says so where it may not. */
  function canSell(): boolean {
    const { stage } = state
    if (stage.kind === 'selling' || stage.kind === 'sold') return true
    if (stage.kind === 'paying' && stage.tenders.length === 0) return true
    if (stage.kind !== 'parking') change({ notice: { kind: 'finish-payment' } })
    return false
  }

  return {
    parts,
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change,
    tell,
    canSell,
    /** Changes the cart, where it may change; what no order could name is refused, and the cart left as it was. */
    sell(next: (cart: Cart) => Cart, more: Partial<TillState> = {}) {
      if (!canSell()) return
      const cart = next(state.cart)
      if (fitsOrder(cart)) change({ stage: { kind: 'selling' }, notice: null, ...more, cart })
      else change({ notice: { kind: 'too-large' } })
    },
    /** Puts a question; `yes` runs when it is answered so, and nothing where it is not. */
    ask(question: Question, yes: () => void) {
      onYes = yes
      change({ question })
    },
    /** Answers the open question with yes. */
    confirm() {
      if (!state.question) return
      change({ question: null })
      onYes()
    },
  }
}

/** So many lines into the next sale, the customer of the last one has their change and is gone. */
const linesBesideLast = 3

/**
 * The change of the last sale stays in sight while the next one is begun. It goes when money is taken for that, or it is
 * put aside: two sums of money on screen, of which one is another customer's, would be mistaken for each other.
 */
function inSight(state: TillState): TillState {
  const { last, stage, cart } = state
  if (last === null || stage.kind === 'sold') return state
  return stage.kind === 'selling' && cart.lines.length <= linesBesideLast ? state : { ...state, last: null }
}

/**
 * The money that is on the counter whatever happens next. While a sale is written, the tender that completed it is not:
 * where the writing fails, or the power does, the cashier presses it again.
 */
function onCounter(stage: Stage): readonly Tender[] {
  if (stage.kind === 'paying') return stage.tenders
  return stage.kind === 'placing' ? stage.tenders.slice(0, -1) : []
}

function isSame(one: readonly Tender[], other: readonly Tender[]): boolean {
  return one.length === other.length && one.every((tender, at) => tender === other[at])
}
