import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase32, toBase32 } from '../basics/base32.ts'
import { canonicalJson } from '../basics/canonical.ts'
import { OrderFact } from './order.ts'
import { packOrder, unpackOrder } from './pack-order.ts'
import { joinParts, openReceipt, readPart, receiptParts, toSign, withSignature } from './receipt-parts.ts'

const id = fc.uuid()
const amount = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 1e11 }))
const words = (max: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: max }).map((text) => text.slice(0, max))
const at = fc
  .date({ min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })

const line = fc.record(
  {
    id,
    productId: id,
    sku: words(20),
    title: words(60),
    quantity: fc.integer({ min: 1, max: 100_000 }),
    unitPrice: amount,
    discount: amount,
    taxRate: fc.integer({ min: 0, max: 100_000 }),
    total: amount,
    refundOf: maybe(id),
    restock: maybe(fc.boolean()),
  },
  {
    requiredKeys: [
      'id',
      'productId',
      'sku',
      'title',
      'quantity',
      'unitPrice',
      'discount',
      'taxRate',
      'total',
    ],
  },
)
/** Most orders have the sums they should have; some have not. */
const priced = line.chain((one) =>
  fc.boolean().map((right) => {
    const total = one.quantity * one.unitPrice
    return right && total <= 1e11 ? { ...one, discount: 0, total } : one
  }),
)
const payment = fc.record(
  {
    type: words(20),
    amount,
    tendered: maybe(amount),
    change: maybe(amount),
    currency: maybe(fc.constantFrom('EUR', 'UZS')),
    rate: maybe(fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
  },
  { requiredKeys: ['type', 'amount'] },
)
const details = fc.dictionary(
  words(10).filter((key) => key !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer())),
  { noNullPrototype: true },
)
const approval = fc.record(
  { kind: words(20), approverId: id, reason: words(30), at, details },
  { requiredKeys: ['kind', 'approverId', 'reason', 'at'] },
)
const order = fc
  .record({
    id,
    number: words(30),
    kind: fc.constantFrom('sale', 'refund'),
    source: fc.constantFrom('pos', 'shopify'),
    branchId: id,
    deviceId: id,
    cashierId: id,
    shiftId: maybe(id),
    customerId: maybe(id),
    currency: fc.constantFrom('USD', 'UZS'),
    lines: fc.array(priced, { minLength: 1, maxLength: 12 }),
    discount: amount,
    subtotal: amount,
    tax: amount,
    total: amount,
    payments: fc.array(payment, { maxLength: 3 }),
    refundOf: maybe(id),
    reason: maybe(words(60)),
    approvals: fc.array(approval, { maxLength: 2 }),
    note: maybe(words(60)),
    createdAt: at,
  })
  .map((written) => OrderFact.safeParse(written).data)
  .filter((fact) => fact !== undefined)

test('[U3] an order comes back from its packed form with the same hash, whatever was null or absent', () => {
  let seen = 0
  fc.assert(
    fc.property(order, (fact) => {
      seen += 1
      const back = unpackOrder(packOrder(fact))
      expect(back && canonicalJson(back)).toBe(canonicalJson(fact))
    }),
    { numRuns: 500 },
  )
  expect(seen).toBeGreaterThan(300)
})

test('bytes of a code come back from its parts, in any order and in small letters', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uint8Array({ minLength: 1, maxLength: 3000 }), (deviceId, body) => {
      const bytes = withSignature(
        toSign(deviceId, body),
        Uint8Array.from({ length: 32 }, (_, at) => at),
      )
      const parts = receiptParts(bytes) ?? []
      expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(1853)
      const read = parts.toReversed().map((part) => readPart(part.toLowerCase()))
      const joined = joinParts(read.flatMap((part) => part ?? []))
      const opened = joined && openReceipt(joined)
      expect(opened?.deviceId).toBe(deviceId)
      expect(opened?.body).toEqual(body)
    }),
  )
})

test('a changed figure is another code or none: nothing is read the same', () => {
  const figures = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  let read = 0
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 60, maxLength: 300 }),
      fc.nat(),
      fc.constantFrom(...figures),
      (body, where, figure) => {
        const bytes = withSignature(toSign('00000000-0000-7000-8000-000000000001', body), body)
        const [code = ''] = receiptParts(bytes) ?? []
        const at = where % code.length
        fc.pre(code[at] !== figure)
        const part = readPart(code.slice(0, at) + figure + code.slice(at + 1))
        const joined = part && joinParts([part])
        if (joined) read += 1
        expect(joined).not.toEqual(bytes)
      },
    ),
    { numRuns: 1000 },
  )
  expect(read).toBeGreaterThan(100)
})

test('a code is written in one way only, down to its unused bits', () => {
  expect(toBase32(Uint8Array.of(0))).toBe('00')
  expect(fromBase32('00')).toEqual(Uint8Array.of(0))
  for (const other of ['01', '000', '0', '0I', '0 ']) expect(fromBase32(other), other).toBe(null)
})

test('garbage is no order', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = unpackOrder(bytes)
      expect(read === null || packOrder(read).length > 0).toBe(true)
    }),
  )
})
