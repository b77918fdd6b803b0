import { expect, test } from 'vitest'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { Customer } from '../../shared/customers/customer.ts'
import { Branch } from '../../shared/branches/branch.ts'
import { Product } from '../../shared/catalog/product.ts'
import { Order, factOf } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import { originalOf, settleOrder } from '../../shared/orders/settle.ts'
import { sealOf } from '../../server/orders/seal.ts'
import { tellHistory } from './tell.ts'
import { makeWorld } from './world.ts'
import type { Settlement } from './settlement.ts'

const now = Date.UTC(2026, 3, 20, 14, 30)
const secret = 'a secret that only the tests know'
const size = { products: 500, orders: 3_000, branches: 3, customers: 200, days: 60, seed: 1 }

function told(given: Partial<typeof size> = {}) {
  const world = makeWorld({ ...size, ...given }, now, 'Europe/Berlin', secret)
  const history: Settlement[] = [...tellHistory(world)]
  const entries = history.flatMap((each) => each.entries)
  const orders = entries.flatMap((entry) => (entry.collection === 'orders' ? [entry.document] : []))
  const movements = entries.flatMap((entry) =>
    entry.collection === 'stockMovements' ? [entry.document] : [],
  )
  return { world, history, entries, orders, movements }
}

const story = told()

test('every document fits its schema and brings an id of its own', () => {
  const schemas = {
    branches: Branch,
    products: Product,
    customers: Customer,
    orders: Order,
    stockMovements: StockMovement,
  }
  for (const { collection, document } of story.entries) {
    expect(schemas[collection].parse(document)).toEqual(document)
  }
  expect(new Set(story.entries.map((entry) => entry.document.id)).size).toBe(story.entries.length)
  expect(new Set(story.entries.map((entry) => entry.collection)).size).toBe(5)
})

test('[O4] the ledger begins on empty shelves, each balance is the one before plus the delta, never below zero', () => {
  const levels = new Map<string, number>()
  for (const { branchId, productId, delta, balance, reason } of story.movements) {
    const level = stockLevelId(branchId, productId)
    if (!levels.has(level)) expect(reason).toBe('import')
    levels.set(level, (levels.get(level) ?? 0) + delta)
    expect(balance).toBe(levels.get(level))
    expect(balance).toBeGreaterThanOrEqual(0)
  }
  expect(levels.size).toBe(size.products * size.branches)
  const { shop, products, shelves } = story.world
  const told = shop.branches.flatMap((branch) =>
    products.map((product) => levels.get(stockLevelId(branch.document.id, product.document.id))),
  )
  expect(told).toEqual([...shelves.onHand])
  const reasons = new Set(story.movements.map((movement) => movement.reason))
  expect([...reasons].toSorted()).toEqual(
    [
      'damage',
      'found',
      'import',
      'receive',
      'recount',
      'refund',
      'sale',
      'transfer_in',
      'transfer_out',
    ].toSorted(),
  )
})

test('[L4] no movement moves nothing, and a recount is the difference of counted and expected', () => {
  for (const { delta, reason, counted, expected } of story.movements) {
    expect(delta).not.toBe(0)
    if (reason === 'recount') expect(delta).toBe((counted ?? 0) - (expected ?? 0))
  }
})

test('[M2] a transfer is two movements of one transaction that cancel out', () => {
  const halves = story.history.filter((each) =>
    each.entries.some((entry) => entry.collection === 'stockMovements' && entry.document.transferId !== null),
  )
  expect(halves.length).toBeGreaterThan(5)
  for (const { entries } of halves) {
    const pair = entries.flatMap((entry) => (entry.collection === 'stockMovements' ? [entry.document] : []))
    expect(pair.map((half) => half.delta)).toEqual([-3, 3])
    expect(new Set(pair.map((half) => half.transferId)).size).toBe(1)
  }
})

test('[O2][O3][O5] settled again in the same order, every order ends as it is written', () => {
  const { world, history } = story
  const facts: OrderFacts = {
    currency: 'USD',
    products: world.catalogue,
    onHand: new Map(),
    originals: new Map(),
  }
  const seen = { accepted: 0, conflict: 0, closed: 0 }
  for (const { entries } of history) {
    const [first, ...rest] = entries
    const isOrder = first?.collection === 'orders'
    const isClosed = isOrder && first.document.conflict?.settlement != null
    if (isOrder && !isClosed) {
      const decision = settleOrder(factOf(first.document), facts)
      expect(decision.kind).toBe(first.document.status)
      if (decision.kind === 'accepted') {
        const booked = rest.flatMap((entry) =>
          entry.collection === 'stockMovements' ? [entry.document] : [],
        )
        expect(booked).toMatchObject(decision.changes)
        expect(booked).toHaveLength(decision.changes.length)
        expect(first.document.flags).toEqual(decision.flags)
        seen.accepted += 1
      }
      if (decision.kind === 'conflict') {
        expect(first.document.conflict?.shortages).toEqual(decision.shortages)
        seen.conflict += 1
      }
      continue
    }
    for (const entry of entries) {
      if (entry.collection === 'stockMovements') {
        const { branchId, productId, balance } = entry.document
        facts.onHand.set(stockLevelId(branchId, productId), balance ?? -1)
      }
      if (entry.collection === 'orders' && entry.document.status === 'accepted') {
        facts.originals.set(entry.document.id, originalOf(entry.document, true))
      }
    }
    if (isClosed) seen.closed += 1
  }
  expect(seen.accepted).toBeGreaterThan(2_800)
  expect(seen.conflict).toBeGreaterThanOrEqual(3)
  expect(seen.closed).toBeGreaterThanOrEqual(3)
})

test('[O6] two to four sales in a hundred come back, never more pieces or money than were sold', () => {
  const sold = new Map(
    story.orders
      .filter((order) => order.kind === 'sale' && order.status === 'accepted')
      .flatMap((sale) =>
        sale.lines.map((line) => [
          line.id,
          { quantity: line.quantity as number, total: line.total as number },
        ]),
      ),
  )
  const refunds = story.orders.filter((order) => order.kind === 'refund' && order.status === 'accepted')
  for (const refund of refunds) {
    expect(refund.reason).toBeTruthy()
    for (const line of refund.lines) {
      const left = sold.get(line.refundOf ?? '')
      if (!left) throw new Error(`${refund.number} gives back what was never sold`)
      left.quantity -= line.quantity
      left.total -= line.total
      expect(left.quantity).toBeGreaterThanOrEqual(0)
      expect(left.total).toBeGreaterThanOrEqual(0)
    }
  }
  expect(refunds.length / story.orders.length).toBeGreaterThan(0.02)
  expect(refunds.length / story.orders.length).toBeLessThan(0.04)
})

test('[O5] payments add up to the total, change taken off, and all ways to pay are there', () => {
  for (const { payments, total } of story.orders) {
    expect(payments.reduce((sum, payment) => sum + payment.amount, 0)).toBe(total)
    for (const { amount, tendered, change } of payments) expect((tendered ?? 0) - (change ?? 0)).toBe(amount)
  }
  const types = story.orders.flatMap(({ payments }) => payments.map((payment) => payment.type))
  expect([...new Set(types)].toSorted()).toEqual(['card', 'cash', 'transfer'])
  expect(story.orders.some(({ payments }) => payments.length === 2)).toBe(true)
  expect(story.orders.some(({ payments }) => payments.some(({ change }) => (change ?? 0) > 0))).toBe(true)
})

test('[O7] cases are closed by cancelling, or by a recount that finds what is missing; some wait', () => {
  const cases = story.orders.filter((order) => order.conflict !== null)
  const ends = cases.map((order) => [order.status, order.conflict?.settlement?.action].join())
  expect([...new Set(ends)].toSorted()).toEqual(['accepted,recount', 'cancelled,cancel', 'conflict,'])
  const reasons = new Set(cases.map((order) => order.conflict?.reason))
  expect(reasons).toContain('insufficient_stock')
  const found = story.movements.filter((movement) => movement.reason === 'found')
  const recounted = new Set(cases.filter((order) => order.status === 'accepted').map((order) => order.id))
  expect(found.length).toBeGreaterThan(0)
  for (const { orderId } of found) expect(recounted).toContain(orderId)
})

test('[O10] what was accepted or cancelled is sealed, what waits is not', () => {
  for (const order of story.orders) {
    const { status, settledAt } = order
    const isSealed = status === 'accepted' || status === 'cancelled'
    expect(order.seal).toBe(
      isSealed ? sealOf(secret, { fact: factOf(order), status, settledAt: settledAt ?? '' }) : null,
    )
  }
})

test('[U5] a few orders could not be accepted and lie with their payload and a reason', () => {
  const letters = story.history.flatMap((each) => each.letters)
  expect(letters.map((letter) => letter.code).toSorted()).toEqual([
    'document/invalid',
    'order/unknown-product',
    'order/wrong-cashier',
    'order/wrong-payments',
    'order/wrong-sums',
  ])
  const kept = new Set(story.orders.map((order) => order.id))
  for (const letter of letters) {
    expect(letter.details).not.toBe('')
    expect(kept).not.toContain(letter.documentId)
  }
})

test('[U4] time never runs back, and each lane counts its receipts in the order it wrote them', () => {
  const times = story.history.map((each) => each.at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(now)
  const lanes = Map.groupBy(story.orders, (order) => order.deviceId)
  expect(lanes.size).toBe(2 * size.branches)
  for (const written of lanes.values()) {
    const byNumber = written.toSorted((a, b) => (a.number < b.number ? -1 : 1))
    const byTime = written.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    expect(byNumber).toEqual(byTime)
    expect(new Set(written.map((order) => order.number)).size).toBe(written.length)
    for (const { createdAt, settledAt } of written) expect(createdAt < (settledAt ?? '')).toBe(true)
  }
  expect(story.orders[0]?.number).toMatch(/^[A-Z]{2}-L[12]-000001$/)
})

test('shops sell while they are open, more on Saturdays than on Mondays, some things far more than others', () => {
  const hours = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: 'numeric',
    weekday: 'short',
  })
  const sales = story.orders.filter((order) => order.kind === 'sale')
  const moments = sales.map((order) => hours.formatToParts(Date.parse(order.createdAt)))
  const part = (type: string) => moments.map((parts) => parts.find((each) => each.type === type)?.value ?? '')
  const open = part('hour').map(Number)
  expect(Math.min(...open)).toBe(9)
  expect(Math.max(...open)).toBe(19)
  const days = Map.groupBy(part('weekday'), (day) => day)
  expect(days.get('Sat')?.length ?? 0).toBeGreaterThan(1.5 * (days.get('Mon')?.length ?? 0))

  const pieces = new Map<string, number>()
  for (const { lines } of sales) {
    for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity)
  }
  const bySales = [...pieces.values()].toSorted((a, b) => b - a)
  const whole = bySales.reduce((sum, count) => sum + count, 0)
  const best = bySales.slice(0, size.products / 10).reduce((sum, count) => sum + count, 0)
  expect(best / whole).toBeGreaterThan(0.3)
})

test('an oversell can be shown: one white linen shirt is left Downtown and plenty elsewhere; some shelves are empty', () => {
  const { world } = story
  expect(world.products[world.lastPiece]?.document).toMatchObject({
    title: 'Linen Shirt — White / M',
    status: 'active',
  })
  const [downtown = [], riverside = []] = [0, 1].map((branch) => [
    ...world.shelves.onHand.subarray(branch * size.products, (branch + 1) * size.products),
  ])
  expect(downtown[world.lastPiece]).toBe(1)
  const productId = world.products[world.lastPiece]?.document.id
  const branchId = world.shop.branches[0]?.document.id
  const moved = story.movements.filter((each) => each.productId === productId && each.branchId === branchId)
  expect(moved.map((each) => each.reason)).toEqual(['import', 'sale', 'sale', 'sale', 'sale', 'sale'])
  expect(riverside[world.lastPiece]).toBeGreaterThan(3)
  for (const shelves of [downtown, riverside]) {
    expect(shelves.filter((pieces) => pieces === 0).length).toBeGreaterThan(5)
    expect(shelves.filter((pieces) => pieces >= 1 && pieces <= 3).length).toBeGreaterThan(20)
  }
})

test('the same seed tells the same story, another seed another', () => {
  const small = { products: 200, orders: 300, branches: 2 }
  const once = told(small)
  expect(told(small).history).toEqual(once.history)
  const other = told({ ...small, seed: 2 })
  expect(other.orders[0]).not.toEqual(once.orders[0])
  expect(other.entries.find((entry) => entry.collection === 'products')).not.toEqual(
    once.entries.find((entry) => entry.collection === 'products'),
  )
})

test('odd sizes hold: nothing sold, one product, one day, many small branches', () => {
  expect(told({ orders: 0, customers: 0 }).orders).toEqual([])
  expect(told({ products: 1, orders: 50, branches: 1 }).orders.length).toBeGreaterThan(0)
  const short = told({ days: 1, orders: 40 })
  expect(short.orders.length).toBeGreaterThan(30)
  expect(told({ products: 20, orders: 100, branches: 14 }).world.shop.branches.at(-1)?.document.code).toBe(
    'B14',
  )
})
