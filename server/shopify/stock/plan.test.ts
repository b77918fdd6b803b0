import { expect, test } from 'vitest'
import type { OrderTruth, TruthLine } from '../mapping/node-order.ts'
import type { Claim } from './claims.ts'
import { alignLevel } from './align-levels.ts'
import { decideSends } from './decide-sends.ts'
import type { LevelNow } from './level-queries.ts'
import { planSales } from './plan-sales.ts'
import type { PlanFacts } from './plan-sales.ts'
import { levelsAfter } from './send-levels.ts'
import { verdictOf } from './resolve-send.ts'

const connection = {
  tenantId: '00000000-0000-4000-8000-000000000001',
  currency: 'USD',
  digits: 2,
  deviceId: '00000000-0000-4000-8000-000000000002',
  connectedBy: '00000000-0000-4000-8000-000000000003',
}
const facts: PlanFacts = {
  connection,
  branches: new Map([
    ['X', '00000000-0000-4000-8000-00000000000a'],
    ['Y', '00000000-0000-4000-8000-00000000000b'],
  ]),
  products: new Map(
    ['ia', 'ib'].map((itemId) => [
      itemId,
      {
        itemId,
        productId: `00000000-0000-4000-8000-0000000000${itemId.replace('i', 'f')}`,
        sku: itemId,
        title: itemId,
        taxRate: 2000,
      },
    ]),
  ),
  refused: new Set(['vr']),
  documents: new Map(),
}
const line = (
  lineId: string,
  quantity: number,
  unitPrice: number,
  total = quantity * unitPrice,
): TruthLine => ({
  lineId,
  of: { variantId: `v${lineId}`, itemId: `i${lineId}`, productId: `p${lineId}` },
  sku: null,
  title: `Line ${lineId}`,
  quantity,
  kept: quantity,
  unitPrice: unitPrice as never,
  total: total as never,
})
const order = (lines: TruthLine[], total: number): OrderTruth => ({
  orderId: '1',
  name: '#1001',
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  cancelledAt: null,
  isTest: false,
  lines,
  places: [],
  refunds: [],
  total: total as never,
})
const claim = (lineId: string, locationId: string, taken: number): Claim => ({
  lineId,
  locationId,
  part: 1,
  itemId: `i${lineId}`,
  taken,
  quantity: taken,
  documentId: null,
  documentLineId: null,
  isOpen: true,
})

test('what a line comes to is shared by its pieces, to the cent, over the documents of its locations', () => {
  const plan = planSales(
    order([line('a', 3, 1000, 2000)], 2000),
    [claim('a', 'X', 2), claim('a', 'Y', 1)],
    facts,
  )
  expect(plan).toMatchObject({
    kind: 'sales',
    facts: [
      { total: 1333, lines: [{ quantity: 2, unitPrice: 1000, discount: 667, total: 1333 }] },
      { total: 667, lines: [{ quantity: 1, unitPrice: 1000, discount: 333, total: 667 }] },
    ],
  })
})

test('where tax comes on top, the price of a piece has it', () => {
  const plan = planSales(order([line('a', 3, 1000, 3601)], 3601), [claim('a', 'X', 3)], facts)
  expect(plan).toMatchObject({
    facts: [{ total: 3601, lines: [{ unitPrice: 1201, discount: 2, total: 3601 }] }],
  })
})

test('what is not in the lines is named: products that are not here, and money beyond them', () => {
  const gone: TruthLine = { ...line('g', 1, 500), of: null }
  const plan = planSales(
    order([line('a', 1, 1000), line('r', 2, 100), gone], 2200),
    [claim('a', 'X', 1), claim('r', 'X', 2)],
    facts,
  )
  expect(plan).toMatchObject({
    kind: 'sales',
    facts: [
      { total: 1000, note: 'Not here: 2 × Line r\nNot here: 1 × Line g\nShipping and other charges: 5.00' },
    ],
    claims: [
      { lineId: 'a', isOpen: true },
      { lineId: 'r', isOpen: false, documentId: null },
    ],
  })
})

test('an order waits as a whole for a product or a branch', () => {
  const both = [claim('a', 'Z', 1), claim('q', 'X', 1)]
  expect(planSales(order([line('a', 1, 1), line('q', 1, 1)], 2), both, facts)).toMatchObject({
    kind: 'waits',
    fault: { code: 'shopify/unknown-variant', variants: [{ variantId: 'vq', productId: 'pq' }] },
    products: ['pq'],
  })
  expect(planSales(order([line('a', 1, 1)], 1), [claim('a', 'Z', 1)], facts)).toMatchObject({
    kind: 'waits',
    fault: { code: 'shopify/unmapped-location', locations: ['Z'] },
  })
})

const level = (changes: Partial<LevelNow>): LevelNow => ({
  itemId: 'i',
  locationId: 'X',
  productId: 'p',
  branchId: 'b',
  isNew: false,
  known: 5,
  isStocked: true,
  counted: false,
  opening: null,
  onHand: 5,
  claimed: 0,
  held: 0,
  hasMoved: true,
  ...changes,
})

test('what goes out is what we expect there less what is known: claims and what the desk holds are missing from it', () => {
  const decide = (changes: Partial<LevelNow>) => decideSends([level(changes)])
  expect(decide({})).toMatchObject({ adjust: [], even: [{ itemId: 'i' }] })
  expect(decide({ onHand: 9, claimed: 1, held: -2 })).toMatchObject({ adjust: [{ delta: 1, from: 5 }] })
  expect(decide({ onHand: 9, counted: true })).toMatchObject({ adjust: [], set: [{ delta: 4, from: 5 }] })
  expect(decide({ known: 0, isStocked: false })).toMatchObject({ activate: [{ delta: 5, from: 0 }] })
  expect(decide({ known: 0, isStocked: false, onHand: 1, claimed: 1 })).toMatchObject({
    activate: [],
    even: [{}],
  })
  expect(decide({ known: null })).toEqual({ adjust: [], set: [], activate: [], even: [] })
})

test('a level that was read is even, changed, met, or not stocked any more', () => {
  const align = (
    changes: Partial<LevelNow>,
    available: number | null,
    opening: 'shopify' | 'omnisync' = 'omnisync',
  ) => alignLevel(level(changes), available, opening)
  expect(align({}, 5)).toMatchObject({ read: { known: 5, dirty: false }, change: null })
  expect(align({}, 8)).toMatchObject({
    read: { known: 8 },
    change: { delta: 3, balance: 8, reason: 'shopify', isHeld: false },
  })
  expect(align({ onHand: 1 }, 3)).toMatchObject({ read: { held: -2 }, change: { delta: -2, isHeld: true } })
  expect(align({ known: null }, 9)).toMatchObject({ read: { known: 9, dirty: true }, change: null })
  expect(align({ known: null, claimed: 2, held: -1 }, 9, 'shopify')).toMatchObject({
    change: { delta: 7, reason: 'import' },
  })
  expect(align({ known: null, onHand: 0, isNew: true, hasMoved: false }, -2)).toMatchObject({
    read: { known: -2 },
    change: null,
  })
  expect(align({}, null)).toMatchObject({
    read: { isStocked: false, refused: { code: 'shopify/unstocked' } },
    change: null,
  })
  expect(align({ known: null }, null)).toMatchObject({ read: { isStocked: false, refused: null } })
  expect(align({ known: 0, isStocked: false }, 7)).toMatchObject({
    read: { known: 7, isStocked: true },
    change: null,
  })
})

test('of a call that was refused the named rows are put aside, and the others told anew', () => {
  const levels = ['i', 'j'].map((itemId) => ({ itemId, locationId: 'X', delta: 2, from: 5 }))
  const after = (code: string, field: string[] | null, kind: 'adjust' | 'activate' = 'adjust') =>
    levelsAfter({ kind, levels }, [{ code, field, message: 'no' }], new Date(0))
  expect(levelsAfter({ kind: 'adjust', levels }, [], new Date(0))).toMatchObject([
    { moved: 2, dirty: false, isTold: true },
    { moved: 2 },
  ])
  expect(after('INVALID_INVENTORY_ITEM', ['input', 'changes', '1', 'inventoryItemId'])).toMatchObject([
    { moved: 0, dirty: true, refused: null },
    { moved: 0, refused: { code: 'INVALID_INVENTORY_ITEM' } },
  ])
  expect(
    after('CHANGE_FROM_QUANTITY_STALE', ['input', 'quantities', '0', 'changeFromQuantity']),
  ).toMatchObject([{ hinted: true, refused: null }, { hinted: false }])
  expect(after('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED', null)).toMatchObject([
    { hinted: true, dirty: true, refused: null },
    {},
  ])
  expect(after('INVALID_LOCATION', ['input', 'changes', '0', 'locationId'])).toMatchObject([
    { isStocked: false, hinted: true },
    {},
  ])
})

test('what became of a call whose key is forgotten: all of its levels, or none', () => {
  const sent = ['i', 'j'].map((itemId) => ({ itemId, locationId: 'X', delta: 2, from: 5 }))
  const known = sent.map(({ itemId, locationId }) => ({ itemId, locationId, known: 5 }))
  const verdict = (i: number, j: number) =>
    verdictOf(sent, known, [
      { itemId: 'i', available: new Map([['X', i]]) },
      { itemId: 'j', available: new Map([['X', j]]) },
    ])
  expect(verdict(7, 7)).toBe('done')
  expect(verdict(5, 5)).toBe('not')
  expect(verdict(7, 40)).toBe('done')
  expect(verdict(41, 40)).toBe('unclear')
  expect(verdict(7, 5)).toBe('unclear')
})
