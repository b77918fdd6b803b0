import type { Minor } from '../../../shared/basics/scalars.ts'
import { emptyCart } from '../cart.ts'
import { orderOfCart, sumsOfCart } from '../order-of-cart.ts'
import type { Tender } from '../tenders.ts'
import { changeOf, remainingOf, takeTender } from '../tenders.ts'
import type { TillCore } from './core.ts'

/**
 * What must be said before money is taken: true where nothing stands in the way. A gate that asks somebody returns
 * false and calls `goOn` when it has its answer; all gates are then asked again.
 */
export type PayGate = (goOn: () => void) => boolean

/** How money is taken and the sale written. */
export function payment(core: TillCore, gates: readonly PayGate[], whenPlaced: () => void) {
  const { parts } = core

  /** Begins to take money. Pressing it again does nothing, nor does it with an empty cart. */
  function pay(next: 'pay' | 'exact' = 'pay') {
    const { cart, question, stage } = core.state()
    if (cart.lines.length === 0 || question || stage.kind === 'placing') return
    if (stage.kind === 'paying') {
      if (next === 'exact') take('cash', remaining())
      return
    }
    if (!gates.every((gate) => gate(() => pay(next)))) return
    core.change({ stage: { kind: 'paying', tenders: [], fault: null }, notice: null, typed: '' })
    if (total() === 0) void complete([])
    else if (next === 'exact') take('cash', total())
  }

  function total(): Minor {
    return sumsOfCart(core.state().cart).total
  }

  function remaining(): Minor {
    const { stage } = core.state()
    return stage.kind === 'paying' ? remainingOf(total(), stage.tenders) : total()
  }

  /** Takes money; with nothing left to pay the sale is complete. */
  function take(type: string, tendered: Minor) {
    const { stage } = core.state()
    if (stage.kind !== 'paying') return
    const taken = takeTender(total(), stage.tenders, { type, tendered })
    if (taken.kind === 'nothing') return
    if (taken.kind !== 'taken') {
      core.change({ stage: { ...stage, fault: taken } })
      return
    }
    if (remainingOf(total(), taken.tenders) === 0) void complete(taken.tenders)
    else core.change({ stage: { kind: 'paying', tenders: taken.tenders, fault: null } })
  }

  function takeBack(index: number) {
    const { stage } = core.state()
    if (stage.kind !== 'paying') return
    core.change({ stage: { kind: 'paying', tenders: stage.tenders.toSpliced(index, 1), fault: null } })
  }

  /** Writes the order. The tick comes after it is durable (C6); a failure keeps cart and money as they were. */
  async function complete(tenders: readonly Tender[]) {
    if (core.state().stage.kind !== 'paying') return
    const { cart } = core.state()
    core.change({ stage: { kind: 'placing', tenders } })
    try {
      const order = await parts.place(orderOfCart(cart, tenders, parts.seller(), parts.now()))
      parts.signal('sold')
      core.change({
        cart: emptyCart(parts.newId()),
        stage: { kind: 'sold' },
        last: { order, change: changeOf(order.total as Minor, tenders) },
        typed: '',
        notice: null,
      })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      // The last tender completed the payment; without it the cashier can press it again.
      core.change({
        stage: { kind: 'paying', tenders: tenders.slice(0, -1), fault: { kind: 'not-saved', why } },
      })
    }
    whenPlaced()
  }

  return { total, remaining, pay, take, takeBack }
}
