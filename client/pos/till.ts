import type { Minor } from '../../shared/basics/scalars.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { OrderDraft } from '../database/shop.ts'
import type { Cart, CartLine } from './cart.ts'
import * as carts from './cart.ts'
import { readEntry } from './entry.ts'
import type { CodeBook } from './find-code.ts'
import { findCode } from './find-code.ts'
import type { LineDiscount } from './line-discount.ts'
import type { Seller } from './order-of-cart.ts'
import { orderOfCart, sumsOfCart } from './order-of-cart.ts'
import type { Tender } from './tenders.ts'
import { changeOf, remainingOf, takeTender } from './tenders.ts'

/** What a till is made of: everything that it cannot know or do by itself. */
export type TillParts = {
  seller: Seller
  catalogue: CodeBook
  /** Pieces on the shelf less those sold and not yet settled; null while nothing is known of the product. */
  onHand(productId: string): number | null
  /** Resolves when the order is durable on disk (C6), with its receipt number. */
  place(draft: OrderDraft): Promise<Order>
  /** Keeps the open cart, so that a reload finds it again. */
  keep(cart: Cart): void
  now(): string
  newId(): string
  /** For the ear: something was added, was not found, or was sold. */
  signal(sound: 'added' | 'unknown' | 'sold'): void
}

export type Stage =
  | { kind: 'selling' }
  | { kind: 'paying'; tenders: readonly Tender[]; fault: PayFault | null }
  | { kind: 'placing'; tenders: readonly Tender[] }
  | { kind: 'sold' }

export type PayFault =
  | { kind: 'too-much'; remaining: Minor }
  | { kind: 'too-many' }
  | { kind: 'not-saved'; why: string }

/** Said beside the search field until the next thing happens; never in the way. */
export type Notice =
  | { kind: 'unknown' | 'misread'; code: string }
  | { kind: 'full' }
  | { kind: 'finish-payment' }

/** Asked before going on, in a dialog. */
export type Question =
  | { kind: 'many'; lineId: string; quantity: number }
  | { kind: 'short'; lines: { line: CartLine; onHand: number }[]; next: 'pay' | 'exact' }
  | { kind: 'clear' }

export type TillState = {
  cart: Cart
  stage: Stage
  /** What stands in the search field. */
  typed: string
  notice: Notice | null
  question: Question | null
  /** The last sale: its change stays in sight while the next one begins. */
  last: { order: Order; change: Minor } | null
}

/** Above so many pieces of one product the till asks once whether that is meant. */
export const askAbove = 99

export type Till = ReturnType<typeof createTill>

/**
 * A lane's open sale and what may happen to it. Holds no view and no network: reads `state()`, tells
 * subscribers, and hands a finished sale to `place`.
 */
export function createTill(parts: TillParts, kept: Cart | null) {
  let state: TillState = {
    cart: kept ?? carts.emptyCart(parts.newId()),
    stage: { kind: 'selling' },
    typed: '',
    notice: null,
    question: null,
    last: null,
  }
  const listeners = new Set<() => void>()
  /** Codes scanned in the few milliseconds in which a sale is being written. */
  let waiting: string[] = []

  function change(next: Partial<TillState>) {
    const cartChanged = next.cart !== undefined && next.cart !== state.cart
    state = { ...state, ...next }
    if (cartChanged) parts.keep(state.cart)
    for (const listener of listeners) listener()
  }

  /** Changes the cart, which is possible only while no money lies on the counter. */
  function sell(next: (cart: Cart) => Cart, more: Partial<TillState> = {}) {
    if (!canSell()) return
    change({ stage: { kind: 'selling' }, notice: null, ...more, cart: next(state.cart) })
  }

  function canSell(): boolean {
    const { stage } = state
    if (stage.kind === 'selling' || stage.kind === 'sold') return true
    if (stage.kind === 'paying' && stage.tenders.length === 0) return true
    change({ notice: { kind: 'finish-payment' } })
    return false
  }

  function add(product: Product, quantity = 1) {
    if (!canSell()) return
    const added = carts.addProduct(state.cart, product, quantity, parts.newId())
    if (added.kind === 'full') {
      parts.signal('unknown')
      change({ notice: { kind: 'full' } })
      return
    }
    parts.signal('added')
    const before = added.line.quantity - quantity
    if (quantity > 1 && added.line.quantity > askAbove && before <= askAbove) {
      // One piece is certain; the rest waits for the answer, and no leaves what was there.
      const sure = carts.setQuantity(added.cart, added.line.id, Math.max(1, before))
      sell(() => sure, {
        typed: '',
        question: { kind: 'many', lineId: added.line.id, quantity: added.line.quantity },
      })
      return
    }
    sell(() => added.cart, { typed: '' })
  }

  function scan(code: string) {
    if (state.stage.kind === 'placing') {
      waiting.push(code)
      return
    }
    const entry = readEntry(state.typed)
    const quantity = entry.text === '' ? entry.quantity : 1
    const found = findCode(code, parts.catalogue)
    if (found.kind === 'found') {
      add(found.product, quantity)
      return
    }
    parts.signal('unknown')
    change({ notice: { kind: found.kind, code } })
  }

  /**
   * Enter in the search field: what was typed may be a whole code (a slow scanner, or somebody who reads the label);
   * else the marked hit is meant.
   */
  function enter(hit: Product | undefined) {
    const { quantity, text } = readEntry(state.typed)
    if (text === '') return
    const found = findCode(text, parts.catalogue)
    if (found.kind === 'found') add(found.product, quantity)
    else if (hit) add(hit, quantity)
    else {
      parts.signal('unknown')
      change({ typed: '', notice: { kind: found.kind, code: text } })
    }
  }

  function setQuantity(lineId: string, quantity: number) {
    const present = state.cart.lines.find((line) => line.id === lineId)
    if (quantity > askAbove && present && present.quantity <= askAbove) {
      if (canSell()) change({ question: { kind: 'many', lineId, quantity } })
      return
    }
    sell((cart) => carts.setQuantity(cart, lineId, quantity))
  }

  /** Lines with more pieces than the counter shows, not yet confirmed. */
  function shortLines() {
    return state.cart.lines.flatMap((line) => {
      const onHand = parts.onHand(line.productId)
      const short = line.soldShort === null && onHand !== null && line.quantity > onHand
      return short ? [{ line, onHand }] : []
    })
  }

  /** Begins to take money. Pressing it again does nothing, nor does it with an empty cart. */
  function pay(next: 'pay' | 'exact' = 'pay') {
    if (state.cart.lines.length === 0 || state.question || state.stage.kind === 'placing') return
    if (state.stage.kind === 'paying') {
      if (next === 'exact') take('cash', remaining())
      return
    }
    const lines = shortLines()
    if (lines.length > 0) {
      change({ question: { kind: 'short', lines, next } })
      return
    }
    change({ stage: { kind: 'paying', tenders: [], fault: null }, notice: null, typed: '' })
    if (total() === 0) void complete([])
    else if (next === 'exact') take('cash', total())
  }

  function total(): Minor {
    return sumsOfCart(state.cart).total
  }

  function remaining(): Minor {
    return state.stage.kind === 'paying' ? remainingOf(total(), state.stage.tenders) : total()
  }

  /** Takes money; with nothing left to pay the sale is complete. */
  function take(type: string, tendered: Minor) {
    if (state.stage.kind !== 'paying') return
    const taken = takeTender(total(), state.stage.tenders, { type, tendered })
    if (taken.kind === 'nothing') return
    if (taken.kind !== 'taken') {
      change({ stage: { ...state.stage, fault: taken } })
      return
    }
    if (remainingOf(total(), taken.tenders) === 0) void complete(taken.tenders)
    else change({ stage: { kind: 'paying', tenders: taken.tenders, fault: null } })
  }

  function takeBack(index: number) {
    if (state.stage.kind !== 'paying') return
    change({ stage: { kind: 'paying', tenders: state.stage.tenders.toSpliced(index, 1), fault: null } })
  }

  /** Writes the order. The tick comes after it is durable (C6); a failure keeps cart and money as they were. */
  async function complete(tenders: readonly Tender[]) {
    if (state.stage.kind !== 'paying') return
    const { cart } = state
    change({ stage: { kind: 'placing', tenders } })
    try {
      const order = await parts.place(orderOfCart(cart, tenders, parts.seller, parts.now()))
      parts.signal('sold')
      change({
        cart: carts.emptyCart(parts.newId()),
        stage: { kind: 'sold' },
        last: { order, change: changeOf(order.total as Minor, tenders) },
        typed: '',
        notice: null,
      })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      // The last tender completed the payment; without it the cashier can press it again.
      change({ stage: { kind: 'paying', tenders: tenders.slice(0, -1), fault: { kind: 'not-saved', why } } })
    }
    const codes = waiting
    waiting = []
    for (const code of codes) scan(code)
  }

  /** Answers the open question with yes. */
  function confirm() {
    const { question } = state
    if (!question) return
    change({ question: null })
    if (question.kind === 'many') sell((cart) => carts.setQuantity(cart, question.lineId, question.quantity))
    if (question.kind === 'clear') sell(() => carts.emptyCart(parts.newId()), { typed: '' })
    if (question.kind === 'short') {
      const at = parts.now()
      sell((cart) =>
        question.lines.reduce(
          (done, { line, onHand }) => carts.noteSoldShort(done, line.id, onHand, at),
          cart,
        ),
      )
      pay(question.next)
    }
  }

  /** Backs out one level; says whether there was one. Never touches the cart. */
  function back(): boolean {
    if (state.question) change({ question: null })
    else if (state.stage.kind === 'paying' && state.stage.tenders.length === 0)
      change({ stage: { kind: 'selling' } })
    else if (state.stage.kind === 'paying') change({ notice: { kind: 'finish-payment' } })
    else if (state.typed !== '') change({ typed: '' })
    else if (state.notice) change({ notice: null })
    else if (state.stage.kind === 'sold') change({ stage: { kind: 'selling' } })
    else return false
    return true
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    total,
    remaining,
    add,
    scan,
    enter,
    setQuantity,
    shortLines,
    pay,
    take,
    takeBack,
    confirm,
    back,
    /** One piece more or fewer of the selected line. */
    step(by: number) {
      const line = carts.selectedLine(state.cart)
      if (line) setQuantity(line.id, line.quantity + by)
    },
    setDiscount: (lineId: string, discount: LineDiscount) =>
      sell((cart) => carts.setDiscount(cart, lineId, discount)),
    remove: (lineId: string) => sell((cart) => carts.removeLine(cart, lineId)),
    select: (lineId: string) => change({ cart: carts.selectLine(state.cart, lineId) }),
    moveSelection: (by: number) => change({ cart: carts.moveSelection(state.cart, by) }),
    type(typed: string) {
      if (typed === state.typed) return
      // Typing is the beginning of the next sale: the last one makes room.
      change({ typed, notice: null, ...(state.stage.kind === 'sold' ? { stage: { kind: 'selling' } } : {}) })
    },
    askClear() {
      if (state.cart.lines.length > 0 && canSell()) change({ question: { kind: 'clear' } })
    },
    forgetLast: () => change({ last: null }),
  }
}
