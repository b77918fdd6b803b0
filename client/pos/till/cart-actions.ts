import type { Product } from '../../../shared/catalog/product.ts'
import * as carts from '../cart.ts'
import { readCount, readEntry } from '../entry.ts'
import { findCode } from '../find-code.ts'
import type { Found } from '../find-code.ts'
import type { TillCore } from './core.ts'

/** Above so many pieces of one product the till asks once whether that is meant. */
const askAbove = 99

/** What goes into the sale and out of it. */
export function cartActions(core: TillCore) {
  const { parts } = core
  /** Codes scanned in the few milliseconds in which a sale is being written. */
  let waiting: string[] = []

  function add(product: Product, quantity: number | null = 1) {
    const present = core
      .state()
      .cart.lines.find((line) => line.productId === product.id && line.label === null)
    if (quantity === null || (present?.quantity ?? 0) + quantity > carts.mostPieces) {
      refuseQuantity()
      return
    }
    if (!mayAdd()) return
    const added = carts.addProduct(core.state().cart, product, quantity, parts.newId())
    if (added.kind === 'full') {
      sayFull()
      return
    }
    parts.signal('added')
    const { line } = added
    const before = line.quantity - quantity
    if (quantity > 1 && line.quantity > askAbove && before <= askAbove) {
      // One piece is certain; the rest waits for the answer, and no leaves what was there.
      const sure = carts.setQuantity(added.cart, line.id, Math.max(1, before))
      core.sell(() => sure, { typed: '' })
      askMany(line.id, line.quantity)
      return
    }
    core.sell(() => added.cart, { typed: '' })
  }

  /** What a scale's label sells; `times` as many of it. */
  function addLabelled({ product, ...sold }: Extract<Found, { kind: 'labelled' }>, times: number) {
    const quantity = sold.quantity * times
    if (quantity > carts.mostPieces) {
      refuseQuantity()
      return
    }
    if (!mayAdd()) return
    const added = carts.addLabelled(core.state().cart, product, { ...sold, quantity }, parts.newId())
    if (added.kind === 'full') {
      sayFull()
      return
    }
    parts.signal('added')
    core.sell(() => added.cart, { typed: '' })
  }

  /** Whoever scans looks at the goods, and not at the words that say why nothing was added. */
  function mayAdd(): boolean {
    const isOpen = core.canSell()
    if (!isOpen) parts.signal('unknown')
    return isOpen
  }

  function sayFull() {
    parts.signal('unknown')
    core.change({ notice: { kind: 'full' } })
  }

  function askMany(lineId: string, quantity: number) {
    core.ask({ kind: 'many', lineId, quantity }, () =>
      core.sell((cart) => carts.setQuantity(cart, lineId, quantity)),
    )
  }

  /** A number that cannot be meant: nothing is added, and what was typed stays to be corrected. */
  function refuseQuantity() {
    parts.signal('unknown')
    core.change({ notice: { kind: 'too-many-pieces' } })
  }

  function scan(code: string) {
    const { stage, typed, question } = core.state()
    if (stage.kind === 'placing' || stage.kind === 'parking') {
      waiting.push(code)
      return
    }
    const quantity = readCount(typed)
    if (quantity === null) {
      refuseQuantity()
      return
    }
    const found = findCode(code, parts.catalogue, parts.scales())
    if (found.kind === 'found' || found.kind === 'labelled') {
      // Whoever scans goes on selling: to what would end or change the sale that is no. How many pieces were meant is
      // asked once, and stays.
      if (question && question.kind !== 'many') core.change({ question: null })
      if (found.kind === 'found') add(found.product, quantity)
      else addLabelled(found, quantity)
      return
    }
    parts.signal('unknown')
    core.change({ notice: { kind: found.kind, code } })
  }

  /**
   * Enter in the search field: what was typed may be a whole code (a slow scanner, or somebody who reads the label);
   * else the marked hit is meant.
   */
  function enter(hit: Product | undefined) {
    const { quantity, text } = readEntry(core.state().typed)
    if (quantity === null) {
      refuseQuantity()
      return
    }
    if (text === '') return
    const found = findCode(text, parts.catalogue, parts.scales())
    if (found.kind === 'found') add(found.product, quantity)
    else if (found.kind === 'labelled') addLabelled(found, quantity)
    else if (hit) add(hit, quantity)
    else {
      parts.signal('unknown')
      core.change({ typed: '', notice: { kind: found.kind, code: text } })
    }
  }

  function setQuantity(lineId: string, quantity: number) {
    if (quantity > carts.mostPieces) {
      core.change({ notice: { kind: 'too-many-pieces' } })
      return
    }
    const present = core.state().cart.lines.find((line) => line.id === lineId)
    if (quantity > askAbove && present && present.quantity <= askAbove) {
      if (core.canSell()) askMany(lineId, quantity)
      return
    }
    core.sell((cart) => carts.setQuantity(cart, lineId, quantity))
  }

  return {
    add,
    scan,
    enter,
    setQuantity,
    /** Scans what came while a sale was being written: it belongs to the next one. */
    scanWaiting() {
      const codes = waiting
      waiting = []
      for (const code of codes) scan(code)
    },
    /** The goods of this cart came back instead of being sold; another cart by now stays as it is. */
    emptyAfterReturn(cartId: string) {
      if (core.state().cart.id !== cartId) return
      core.change({ cart: carts.emptyCart(parts.newId()), stage: { kind: 'selling' }, typed: '' })
    },
    /** One piece more or fewer of the selected line. */
    step(by: number) {
      const line = carts.selectedLine(core.state().cart)
      if (line) setQuantity(line.id, line.quantity + by)
    },
    remove: (lineId: string) => core.sell((cart) => carts.removeLine(cart, lineId)),
    select: (lineId: string) => core.change({ cart: carts.selectLine(core.state().cart, lineId) }),
    moveSelection: (by: number) => core.change({ cart: carts.moveSelection(core.state().cart, by) }),
    /** Says who buys; null takes them off the sale again. */
    setCustomer: (customerId: string | null) => core.sell((cart) => ({ ...cart, customerId })),
    askClear() {
      if (carts.isUntouched(core.state().cart) || !core.canSell()) return
      core.ask({ kind: 'clear' }, () => core.sell(() => carts.emptyCart(parts.newId()), { typed: '' }))
    },
  }
}
