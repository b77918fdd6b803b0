import type { Minor } from '../../../shared/basics/scalars.ts'
import { changeGiven } from '../../../shared/orders/payments.ts'
import { emptyCart } from '../cart.ts'
import { orderOfCart, sumsOfCart } from '../order-of-cart.ts'
import { foreignTender } from '../pay-rules.ts'
import type { Tender } from '../tenders.ts'
import * as money from '../tenders.ts'
import type { TillCore } from './core.ts'

/**
 * What must be said before money is taken: true where nothing stands in the way. A gate that asks somebody returns
 * false and calls `goOn` when it has its answer; all gates are then asked again.
 */
export type PayGate = (goOn: () => void) => boolean

/**
 * Milliseconds after which it is shown that a sale paid by one key is being written. Hardly any disk takes so long, and
 * drawing it would keep the tick waiting.
 */
const slowMs = 150

/** How money is taken and the sale written. */
export function payment(core: TillCore, gates: readonly PayGate[], whenPlaced: () => void) {
  const { parts } = core

  /** Begins to take money. Pressing it again does nothing, nor does it with an empty cart. */
  function pay(next: 'pay' | 'exact' = 'pay') {
    const { cart, question, stage } = core.state()
    if (cart.lines.length === 0 || question || stage.kind === 'placing' || stage.kind === 'parking') return
    if (stage.kind === 'paying') {
      if (next === 'exact') takeExact()
      return
    }
    if (!gates.every((gate) => gate(() => pay(next)))) return
    const straight = next === 'exact' || total() === 0
    core.change({ stage: { kind: 'paying', tenders: [], fault: null }, notice: null, typed: '' }, !straight)
    if (total() === 0) void complete([], 1, true)
    else if (straight) takeExact(true)
    // It did not complete the sale after all.
    if (straight && core.state().stage.kind === 'paying') core.tell()
  }

  function total(): Minor {
    return sumsOfCart(core.state().cart).total
  }

  /** What is left to pay: to the cent, or in cash, which may be rounded. */
  function remaining(by: 'cent' | 'cash' = 'cent'): Minor {
    const { stage } = core.state()
    const tenders = stage.kind === 'paying' ? stage.tenders : []
    return by === 'cent'
      ? money.remainingOf(total(), tenders)
      : money.cashDue(total(), tenders, parts.payRules().rounding)
  }

  /** All that is left, in cash; where the branch takes none, the cashier chooses how. */
  function takeExact(straight = false) {
    if (parts.payRules().types.includes('cash')) take('cash', remaining('cash'), false, straight)
  }

  /**
   * Takes money; with nothing left to pay the sale is complete. Less than that is a part of it, and nothing at all is
   * refused with what is still to pay.
   *
   * @param tendered minor units, of the second currency where `foreign` says so
   * @param straight where nobody was shown that money is being taken
   */
  function take(type: string, tendered: Minor, foreign = false, straight = false) {
    const { stage } = core.state()
    if (stage.kind !== 'paying') return
    const { rounding } = parts.payRules()
    const tender = tenderOf(type, tendered, foreign)
    if (!tender) return
    const taken = money.takeTender(total(), stage.tenders, tender, rounding)
    if (taken.kind === 'nothing') return
    if (taken.kind !== 'taken') {
      core.change({ stage: { ...stage, fault: taken } })
      return
    }
    if (money.isPaid(total(), taken.tenders, rounding)) void complete(taken.tenders, rounding, straight)
    else core.change({ stage: { kind: 'paying', tenders: taken.tenders, fault: null }, notice: null })
  }

  /** What an amount is worth in the sale's currency, and the change that it would give; minor units. */
  function preview(type: string, tendered: Minor, foreign: boolean): { worth: Minor; change: Minor } {
    const { stage } = core.state()
    const { rounding } = parts.payRules()
    const tender = tenderOf(type, tendered, foreign)
    const tenders = stage.kind === 'paying' && tender ? [...stage.tenders, tender] : []
    const change = type === 'cash' ? money.changeOf(total(), tenders, rounding) : 0
    return { worth: tender ? money.worthOf(tender) : (0 as Minor), change: change as Minor }
  }

  /** Null where the branch has taken the second currency away meanwhile. */
  function tenderOf(type: string, tendered: Minor, foreign: boolean): Tender | null {
    if (!foreign) return { type, tendered }
    const { second } = parts.payRules()
    return second && foreignTender(tendered, second, parts.seller().currency)
  }

  function takeBack(index: number) {
    const { stage } = core.state()
    if (stage.kind !== 'paying') return
    const tenders = stage.tenders.toSpliced(index, 1)
    core.change({ stage: { kind: 'paying', tenders, fault: null }, notice: null })
  }

  /** Writes the order. The tick comes after it is durable (C6); a failure keeps cart and money as they were. */
  async function complete(tenders: readonly Tender[], rounding: number, straight: boolean) {
    if (core.state().stage.kind !== 'paying') return
    const { cart } = core.state()
    core.change({ stage: { kind: 'placing', tenders, straight } }, !straight)
    const isSlow = () => core.change({ stage: { kind: 'placing', tenders, straight: false } })
    const late = straight ? setTimeout(isSlow, slowMs) : undefined
    try {
      const order = await parts.place(orderOfCart(cart, tenders, parts.seller(), parts.now(), rounding))
      clearTimeout(late)
      parts.signal('sold')
      core.change({
        cart: emptyCart(parts.newId()),
        stage: { kind: 'sold' },
        last: { order, change: changeGiven(order.payments) },
        typed: '',
        notice: null,
      })
    } catch (error) {
      clearTimeout(late)
      const why = error instanceof Error ? error.message : String(error)
      // The last tender completed the payment; without it the cashier can press it again.
      core.change({
        stage: { kind: 'paying', tenders: tenders.slice(0, -1), fault: { kind: 'not-saved', why } },
      })
    }
    whenPlaced()
  }

  return { total, remaining, preview, pay, take, takeBack }
}
