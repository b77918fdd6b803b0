import { createHmac } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { OrderFact, factOf } from '../../shared/orders/order.ts'
import type { Order } from '../../shared/orders/order.ts'
import { packOrder } from '../../shared/orders/pack-order.ts'
import { receiptParts, toSign, withSignature } from '../../shared/orders/receipt-parts.ts'
import { whileAuditRefuses } from '../testing/refusing-audit.ts'
import { testDatabase } from '../testing/test-database.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, clock } = await testNode(database.url)
let shop: TestShop
let admin: TestLane
let lost: TestLane
let other: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(3_600_000)
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  lost = await testLane(app, shop, 'cashier')
  other = await testLane(app, shop, 'cashier')
})

/** What a lane prints below a sale, by the key that the server gave it. */
async function codesOf(lane: TestLane, order: Order, signer = lane): Promise<string[]> {
  const { body } = await lane.get(`/devices/${lane.id}/people`)
  const key = Buffer.from(body['receiptKey'], 'base64url')
  const fact = OrderFact.parse(factOf(order))
  const signed = toSign(signer.id, deflateRawSync(packOrder(fact)))
  return receiptParts(withSignature(signed, createHmac('sha256', key).update(signed).digest())) ?? []
}
const rescue = (lane: Pick<TestLane, 'post'>, codes: string[]) => lane.post('/orders/rescue', { codes })

test('[O1] [U3] a sale whose lane is lost is settled from its receipt, exactly once', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 2)
  const codes = await codesOf(lost, sale)
  const revoked = await admin.post(
    `/devices/${lost.id}/revoke`,
    {},
    { 'idempotency-key': 'revoke-the-lost-one' },
  )
  expect(revoked.status).toBe(200)

  const first = await rescue(other, codes)
  expect(first).toMatchObject({
    status: 200,
    body: { known: false, order: { id: sale.id, status: 'accepted', deviceId: lost.id } },
  })
  const again = await Promise.all([rescue(other, codes), rescue(admin, codes)])
  for (const { body } of again)
    expect(body).toMatchObject({ known: true, order: { id: sale.id, status: 'accepted' } })
  const [level] = await database.query<{ on_hand: number }>(
    'select on_hand from stock_levels where product_id = $1',
    [product.id],
  )
  expect(Number(level?.on_hand)).toBe(3)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const noted = await database.query(`select actor_id from audit_log where action = 'order.rescued'`)
  expect(noted).toEqual([{ actor_id: other.userId }])
})

test('[O1] [O3] a sale is not settled unless the audit log says who rescued it', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const codes = await codesOf(lost, testSale(lost, product, 1))
  const refused = await whileAuditRefuses(database, 'order.rescued', () => rescue(other, codes))
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'sync/busy' } } })
  for (const table of ['orders', 'dead_letters', `stock_movements where reason = 'sale'`])
    expect(await database.query(`select 1 from ${table}`)).toEqual([])

  const [first, second] = await Promise.all([rescue(other, codes), rescue(admin, codes)])
  expect(new Set([first.body['known'], second.body['known']])).toEqual(new Set([false, true]))
  const brought = first.body['known'] ? admin : other
  expect(await database.query(`select actor_id from audit_log where action = 'order.rescued'`)).toEqual([
    { actor_id: brought.userId },
  ])
})

test('[U3] the lane that comes back and sends the sale itself finds it there, and no alarm', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 1)
  await rescue(other, await codesOf(lost, sale))
  const { body } = await lost.push('orders', [sale])
  expect(body['conflicts']).toMatchObject([{ id: sale.id, status: 'accepted' }])
  expect(await database.query('select 1 from dead_letters')).toEqual([])
})

test('[O6] a refund from the receipt is settled behind its sale', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 1)
  await rescue(other, await codesOf(lost, sale))
  const refund = testSale(other, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
  const back = { ...refund, lines: [{ ...refund.lines[0], refundOf: sale.lines[0]?.id, restock: true }] }
  const { body } = await other.push('orders', [back])
  expect(body['conflicts']).toMatchObject([{ status: 'accepted' }])
})

test('[O1] [A3] a code that was changed or signed by another lane books nothing, and says so', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 1)
  const [code = ''] = await codesOf(lost, sale)
  const faults = new Set<string>()
  // Every figure of the head and some of the rest: each changed to its neighbour.
  for (let at = 0; at < code.length; at += at < 20 ? 1 : 7) {
    const changed = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1)
    const { status, body } = await rescue(other, [changed])
    expect(status).toBe(422)
    faults.add(body['error'].code)
  }
  expect(faults).toContain('order/rescue-tampered')
  expect(faults).toContain('order/rescue-unreadable')
  // A lane signs for itself alone.
  const forged = await codesOf(other, sale, lost)
  expect((await rescue(other, forged)).body['error'].code).toBe('order/rescue-tampered')
  const underOwnName = await codesOf(other, sale, other)
  expect((await rescue(other, underOwnName)).body['error'].code).toBe('order/rescue-unreadable')
  expect(await database.query('select 1 from orders')).toEqual([])
})

test('[A1] a receipt of another business or branch is refused', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const codes = await codesOf(lost, testSale(lost, product, 1))
  const foreign = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await rescue(foreign, codes)).body['error'].code).toBe('order/rescue-foreign')
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  expect((await rescue(neighbour, codes)).body['error'].code).toBe('access/branch')
  expect(await database.query('select 1 from orders')).toEqual([])
})

test('[U5] a rescued sale that cannot be accepted is a dead letter, like one that its lane sent', async () => {
  const sale = testSale(lost, { id: crypto.randomUUID(), price: 100 }, 1)
  const { body } = await rescue(other, await codesOf(lost, sale))
  expect(body).toMatchObject({
    known: false,
    order: { status: 'rejected', rejection: { code: 'order/unknown-product' } },
  })
  expect(await database.query('select 1 from dead_letters')).toHaveLength(1)
})

test('[O6] [U6] a refund that brings the receipt of its sale is settled behind it, and its lane finds a repeat', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 2)
  const receipt = await codesOf(lost, sale)
  const refundBy = (codes: string[]) => {
    const approval = { kind: 'refund', approverId: shop.users.admin.id, reason: 'r', at: sale.createdAt }
    const refund = testSale(other, product, 1, {
      kind: 'refund',
      refundOf: sale.id,
      reason: 'too small',
      approvals: [{ ...approval, details: { receipt: codes } }],
    })
    return { ...refund, lines: [{ ...refund.lines[0], refundOf: sale.lines[0]?.id, restock: true }] }
  }
  const [code = ''] = receipt
  const forged = `${code.slice(0, 40)}${code[40] === 'A' ? 'B' : 'A'}${code.slice(41)}`
  const doubted = await other.push('orders', [refundBy([forged])])
  expect(doubted.body['conflicts']).toMatchObject([
    { status: 'conflict', conflict: { reason: 'over_refund' } },
  ])
  const { body } = await other.push('orders', [refundBy(receipt), refundBy(receipt)])
  expect(body['conflicts']).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
  const third = await other.push('orders', [refundBy(receipt)])
  expect(third.body['conflicts']).toMatchObject([{ status: 'conflict' }])
  const late = await lost.push('orders', [sale])
  expect(late.body['conflicts']).toMatchObject([{ id: sale.id, status: 'accepted' }])
  expect(await database.query('select 1 from dead_letters')).toEqual([])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})
