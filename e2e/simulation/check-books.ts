import { mostBackFor } from '../../shared/orders/most-back.ts'
import { paidByLine } from '../../shared/orders/settle.ts'
import { expect } from 'vitest'
import { broughtBack, handedOver, isRestored } from './check-desk.ts'
import type { Books, Entry, Kept } from './ledger.ts'

/** On-hand is the sum of movements and not negative at every position of the log, and what the levels say at its end. */
export function checkLedger({ entries, levels }: Books): void {
  const onHand = new Map<string, number>()
  for (const { seq, level, delta, balance } of entries) {
    const after = (onHand.get(level) ?? 0) + delta
    expect(after, `on-hand of ${level} at position ${seq}`).toBeGreaterThanOrEqual(0)
    expect(balance, `the balance that position ${seq} states`).toBe(after)
    onHand.set(level, after)
  }
  expect(Object.fromEntries(onHand), 'levels against the sums of their movements').toEqual(
    Object.fromEntries(levels),
  )
}

/** No two documents share a position. */
export function checkPositions({ entries, orders, head }: Books): void {
  const positions = [...entries, ...orders].map((it) => it.seq)
  expect(new Set(positions).size, 'positions are unique').toBe(positions.length)
  expect(Math.max(0, ...positions), 'no position beyond the head').toBeLessThanOrEqual(head)
}

/** An accepted order moved exactly its lines; any other moved nothing. Transfers are whole. */
export function checkCauses({ entries, orders }: Books): void {
  const byOrder = Map.groupBy(
    entries.filter((it) => it.order !== null),
    (it) => it.order ?? '',
  )
  for (const order of orders) {
    const all = byOrder.get(order.id) ?? []
    const moved = all.filter((it) => it.reason === 'sale' || it.reason === 'refund')
    expect(sorted(moved.flatMap(pieceByPiece)), `stock moved by order ${order.id}`).toEqual(
      sorted(movesOf(order, orders)),
    )
    const action = order.conflict?.settlement?.action
    const extra = new Set(all.filter((it) => !moved.includes(it)).map((it) => it.reason))
    // What a restored order lacked was found first: its goods had left long ago (E3).
    const isFound = action === 'recount' || isRestored(order)
    const ofGoodsGone = all.filter(({ reason }) => reason === 'found' && !isFound)
    const may = action === 'transfer' ? ['transfer_in', 'transfer_out', 'found'] : ['found']
    expect(
      [...extra].filter((reason) => !may.includes(reason)),
      `other stock moved by order ${order.id}`,
    ).toEqual([])
    checkSeenGone(order, ofGoodsGone, all, entries)
  }
  for (const [transfer, halves] of Map.groupBy(
    entries.filter((it) => it.transfer !== null),
    (it) => it.transfer,
  )) {
    expect(halves.length, `halves of transfer ${transfer}`).toBe(2)
    expect(
      halves.reduce((sum, it) => sum + it.delta, 0),
      `what transfer ${transfer} makes or loses`,
    ).toBe(0)
    expect(new Set(halves.map((it) => it.tx)).size, `transactions of transfer ${transfer}`).toBe(1)
  }
}

/** What a decision finds without a recount, a count had seen gone: that shelf was counted before, and stays as it was. */
function checkSeenGone(
  order: Kept,
  found: readonly Entry[],
  all: readonly Entry[],
  entries: readonly Entry[],
) {
  if (found.length === 0) return
  const action = order.conflict?.settlement?.action ?? 'none'
  expect(['transfer', 'substitute', 'partial'], `what ${order.id} found`).toContain(action)
  for (const { level, seq } of found) {
    const counts = entries.filter((it) => it.level === level && it.reason === 'recount' && it.seq < seq)
    expect(counts.length, `counts of ${level} before ${order.id} found something there`).toBeGreaterThan(0)
    const moved = all.filter((it) => it.level === level)
    expect(
      moved.reduce((sum, { delta }) => sum + delta, 0),
      `what ${order.id} changed on ${level}`,
    ).toBe(0)
  }
}

function pieceByPiece({ reason, level, delta }: Entry): string[] {
  return Array.from({ length: Math.abs(delta) }, () => `${reason} ${level} ${Math.sign(delta)}`)
}

function movesOf(order: Kept, orders: readonly Kept[]): string[] {
  if (order.status !== 'accepted') return []
  const pieces = order.kind === 'sale' ? handedOver(order) : broughtBack(order, orders)
  const sign = order.kind === 'sale' ? -1 : 1
  return pieces.map((product) => `${order.kind} ${order.branch}:${product} ${sign}`)
}

/** Every conflict was one at its place in the log: what was asked for was not there just then. */
export function checkConflicts(books: Books): void {
  for (const order of books.orders) {
    const { conflict } = order
    if (!conflict) continue
    expect(conflict.shortages.length, `shortages of ${order.id}`).toBeGreaterThan(0)
    // A case that was settled has left its place in the log; what it said is checked while it is open.
    if (conflict.settlement !== null) continue
    if (conflict.reason === 'insufficient_stock') checkShortages(order, conflict.shortages, books)
    else checkOverRefund(order, conflict.shortages, books)
  }
  for (const { id, requested, available, settled } of books.heldMovements) {
    expect(requested, `movement ${id}`).toBeGreaterThan(available)
    expect(
      books.entries.filter((it) => it.id === id).length,
      `a held movement in the ledger, ${settled ?? 'open'}`,
    ).toBe(settled === 'recount' ? 1 : 0)
  }
}

type Shortages = NonNullable<Kept['conflict']>['shortages']

function checkShortages(order: Kept, shortages: Shortages, books: Books): void {
  const left = new Map<string, number>()
  const expected: Shortages = []
  for (const { id: lineId, productId, quantity: requested } of order.lines) {
    const level = `${order.branch}:${productId}`
    const available = left.get(level) ?? onHandBefore(order, level, books)
    if (requested > available) expected.push({ lineId, productId, requested, available })
    left.set(level, Math.max(0, available - requested))
  }
  expect(shortages, `shortages of ${order.id} at position ${order.seq}`).toEqual(expected)
}

/**
 * On-hand when an order was decided on: what earlier transactions left, and what orders before it in its own batch
 * took. A batch gives its orders their positions first and their movements after them.
 */
function onHandBefore(order: Kept, level: string, { entries, orders }: Books): number {
  const place = new Map(orders.map((it) => [it.id, it.seq]))
  const wasBefore = (entry: Entry): boolean =>
    entry.tx === order.tx ? (place.get(entry.order ?? '') ?? Infinity) < order.seq : entry.seq < order.seq
  return entries.filter((it) => it.level === level && wasBefore(it)).reduce((sum, it) => sum + it.delta, 0)
}

function checkOverRefund(order: Kept, shortages: Shortages, { orders }: Books): void {
  const beyond = linesBeyond(order, orders, order.seq)
  for (const { id } of order.lines) {
    expect(
      shortages.some((it) => it.lineId === id),
      `line ${id} of refund ${order.id} is beyond`,
    ).toBe(beyond.has(id))
  }
  // It is tried again in the transaction that accepts its sale: none that fits by now is left behind.
  expect(linesBeyond(order, orders, Infinity).size, `refund ${order.id} is a case by now`).toBeGreaterThan(0)
}

/** The lines of a refund that gave back more than was left of its sale before a position in the log. */
function linesBeyond(order: Kept, orders: readonly Kept[], place: number): Set<string> {
  const accepted = orders.filter((it) => it.status === 'accepted' && it.seq < place)
  const original = accepted.find((it) => it.id === order.refund_of && it.kind === 'sale')
  const earlier = accepted.filter((it) => it.kind === 'refund' && it.refund_of === order.refund_of)
  const beyond = linesPaid(order).filter((line) => {
    const given = earlier.flatMap(linesPaid).filter((it) => it.refundOf === line.refundOf)
    const sold = original && linesPaid(original).find((it) => it.id === line.refundOf)
    const pieces = (sold?.quantity ?? 0) - given.reduce((sum, it) => sum + it.quantity, 0)
    const money = (sold?.paid ?? 0) - given.reduce((sum, it) => sum + it.paid, 0)
    const left = { quantity: pieces, amount: money, sold: sold?.quantity ?? 1, paid: sold?.paid ?? 0 }
    return line.quantity > pieces || line.paid > mostBackFor(left, line.quantity)
  })
  return new Set(beyond.map(({ id }) => id))
}

/** Lines with what was paid for them: the order's discount is shared over them. */
function linesPaid(order: Kept) {
  const paid = paidByLine(order)
  return order.lines.map((line, index) => ({ ...line, paid: paid[index] ?? 0 }))
}

/** Refunds together never give back more than was sold, and each no more than its pieces were paid. */
export function checkRefunds({ orders }: Books): void {
  const refunds = orders.filter((it) => it.kind === 'refund' && it.status === 'accepted')
  for (const sale of orders.filter((it) => it.kind === 'sale')) {
    for (const line of sale.lines) {
      const given = refunds
        .filter((it) => it.refund_of === sale.id)
        .toSorted((a, b) => a.seq - b.seq)
        .flatMap(linesPaid)
        .filter((it) => it.refundOf === line.id)
      if (given.length === 0) continue
      expect(sale.status, `sale ${sale.id} that was refunded`).toBe('accepted')
      if (refunds.some((it) => it.refund_of === sale.id && isRestored(it))) continue
      expect(
        given.reduce((sum, it) => sum + it.quantity, 0),
        `pieces given back`,
      ).toBeLessThanOrEqual(line.quantity)
      const paid = linesPaid(sale).find((it) => it.id === line.id)?.paid ?? 0
      let back = { quantity: 0, paid: 0 }
      for (const it of given) {
        const leftBehind = Math.max(0, (paid * back.quantity) / line.quantity - back.paid)
        expect(it.paid, `money of a piece given back`).toBeLessThan(
          (paid * it.quantity) / line.quantity + leftBehind + 1,
        )
        back = { quantity: back.quantity + it.quantity, paid: back.paid + it.paid }
      }
      expect(back.paid, `money given back`).toBeLessThanOrEqual(paid)
    }
  }
}

export function sorted(texts: Iterable<string>): string[] {
  return [...texts].toSorted()
}
