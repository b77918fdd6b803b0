import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { factOf, Order } from '../../shared/orders/order.ts'
import { joinParts, openReceipt, readPart } from '../../shared/orders/receipt-parts.ts'
import { proofOf, readProof } from './receipt-proof.ts'
import { addProduct, emptyCart } from './cart.ts'
import { orderOfCart } from './order-of-cart.ts'
import { idOf, someProduct } from './testing/products.ts'

const secret = randomBytes(32)
const key = secret.toString('base64url')

/** A sale of so many lines as the till writes it. */
function saleOf(lines: number): Order {
  const cart = Array.from({ length: lines }, (_line, n) => n).reduce((now, n) => {
    const given = { id: crypto.randomUUID(), title: `Linen shirt ${n}`, price: (100 + n) as Minor }
    const product = someProduct(n + 1, given)
    const added = addProduct(now, product, (n % 3) + 1, crypto.randomUUID())
    return added.kind === 'added' ? added.cart : now
  }, emptyCart(crypto.randomUUID()))
  const seller = { branchId: idOf(2), deviceId: idOf(3), cashierId: idOf(4), currency: 'USD' }
  return Order.parse({
    ...orderOfCart(
      cart,
      [{ type: 'cash', tendered: 1_000_000 as Minor }],
      seller,
      '2026-11-21T09:14:05.123Z',
    ),
    number: 'DT-L1-000042',
  })
}

/** Whether the code carries a signature of the key: as the server looks at it. */
function isSigned(codes: readonly string[]): boolean {
  const bytes = joinParts(codes.flatMap((code) => readPart(code) ?? []))
  const receipt = bytes && openReceipt(bytes)
  if (!receipt) return false
  const ours = createHmac('sha256', secret).update(receipt.signed).digest().subarray(0, 16)
  return Buffer.from(receipt.signature).equals(ours)
}

test('[O1] what a receipt says is the order, byte for byte, and its signature is the lane’s', async () => {
  for (const lines of [1, 3, 12, 40]) {
    const sale = saleOf(lines)
    const codes = (await proofOf(sale, key)) ?? []
    expect(isSigned(codes)).toBe(true)
    expect(await readProof(codes.flatMap((code) => readPart(code) ?? []))).toEqual(factOf(sale))
  }
})

test('a usual sale fits one code of a moderate size, a long one two', async () => {
  const sizes = await Promise.all(
    [1, 3, 12, 30].map(async (lines) => ((await proofOf(saleOf(lines), key)) ?? []).map((it) => it.length)),
  )
  expect(sizes.map(({ length }) => length)).toEqual([1, 1, 1, 2])
  expect(sizes[1]?.[0]).toBeLessThan(640)
})

test('[A3] tampering with one figure never verifies', async () => {
  const [code = ''] = (await proofOf(saleOf(2), key)) ?? []
  const figures = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  fc.assert(
    fc.property(fc.nat(code.length - 1), fc.constantFrom(...figures), (at, figure) => {
      fc.pre(code[at] !== figure)
      expect(isSigned([code.slice(0, at) + figure + code.slice(at + 1)])).toBe(false)
    }),
    { numRuns: 500 },
  )
})
