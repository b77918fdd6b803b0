import { beforeAll, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

type Document = Record<string, Json> & { id: string }

const { app, database, openShop } = await testBusiness()
let shop: TestShop
let till: TestLane
let admin: TestLane
let neighbour: TestLane
let there: {
  shop: TestShop
  admin: TestLane
  product: { id: string; price: number }
  sale: string
  customer: string
}
let product: { id: string; price: number }

beforeAll(async () => {
  ;({ shop, till, admin } = await openShop())
  neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  product = await testProduct(admin, { [till.branchId]: 100, [shop.branches.riverside]: 100 })
  const other = await testShop(database, 'other')
  const lane = await testLane(app, other, 'admin')
  const theirs = await testProduct(lane, { [other.branches.downtown]: 10 }, { title: 'zebra' })
  const sale = testSale(lane, theirs)
  const who = customer('zebra')
  await lane.push('orders', [sale])
  await lane.push('customers', [who])
  there = { shop: other, admin: lane, product: theirs, sale: sale.id, customer: who.id }
})

const said = { seq: 0, _deleted: false, updatedAt: '2026-01-01T00:00:00.000Z' }
const customer = (name: string): Document => ({
  ...said,
  id: crypto.randomUUID(),
  name,
  phone: null,
  email: null,
  note: null,
})
const sale = (): Document => testSale(till, product) as unknown as Document
const movement = (): Document =>
  testMovement({ branchId: till.branchId, productId: product.id, actorId: till.userId, deviceId: till.id })
const parked = (): Document => ({
  ...said,
  id: crypto.randomUUID(),
  branchId: till.branchId,
  deviceId: till.id,
  cashierId: till.userId,
  customerId: null,
  label: 'blue coat',
  lines: [],
  discount: 0,
  createdAt: said.updatedAt,
})
let shifts = 0
const shift = (): Document => ({
  ...said,
  id: crypto.randomUUID(),
  branchId: till.branchId,
  deviceId: till.id,
  number: (shifts += 1),
  openedBy: till.userId,
  openedAt: said.updatedAt,
  openingFloat: 0,
  cashMovements: [],
})

const tables = {
  orders: 'orders',
  stockMovements: 'stock_movements',
  parkedSales: 'parked_sales',
  shifts: 'shifts',
}
const own: [keyof typeof tables, () => Document][] = [
  ['orders', sale],
  ['stockMovements', movement],
  ['parkedSales', parked],
  ['shifts', shift],
]
/** Who and where a document can name that its lane has no say over. */
const strangers = (): [string, string][] => [
  ['branchId', shop.branches.riverside],
  ['branchId', there.shop.branches.downtown],
  ['deviceId', admin.id],
  ['deviceId', neighbour.id],
  ['deviceId', there.admin.id],
  ['cashierId', shop.users.neighbour.id],
  ['cashierId', there.admin.userId],
  ['actorId', shop.users.neighbour.id],
  ['actorId', there.admin.userId],
  ['openedBy', shop.users.neighbour.id],
  ['openedBy', there.admin.userId],
  ['closedBy', there.admin.userId],
  ['productId', there.product.id],
]

test.each(own)(
  '[A3] %s that name a stranger, or a place of somebody else, are kept aside and change nothing',
  async (name, make) => {
    const good = make()
    const first = await till.push(name, [good])
    const stands = await database.query(`select 1 from ${tables[name]} where id = $1`, [good.id])
    expect([first.status, stands]).toEqual([200, [expect.anything()]])
    let tried = 0
    for (const [field, stranger] of strangers()) {
      const document = make()
      if (!(field in document) && field !== 'closedBy') continue
      if (field === 'closedBy' && name !== 'shifts') continue
      tried += 1
      const reply = await till.push(name, [{ ...document, [field]: stranger }])
      const [answer] = reply.body['conflicts']
      const kept = await database.query(`select 1 from ${tables[name]} where id = $1`, [document.id])
      expect([field, stranger, reply.status, answer?.status, kept]).toEqual([
        field,
        stranger,
        200,
        'rejected',
        [],
      ])
    }
    expect(tried).toBeGreaterThan(4)
  },
)

test('[A1] [A3] a sale that names another business’s customer, shift, sale or product takes nothing of it', async () => {
  const line = { ...sale()['lines'][0], productId: there.product.id }
  for (const change of [
    { lines: [line] },
    { kind: 'refund', refundOf: there.sale },
    { customerId: there.customer },
    { shiftId: there.sale },
  ]) {
    const document = { ...sale(), ...change }
    const reply = await till.push('orders', [document])
    expect(reply.status).toBe(200)
    expect(JSON.stringify(reply.body)).not.toMatch(/zebra/)
  }
  const left = await database.query(`select on_hand::int as left from stock_levels where tenant_id = $1`, [
    there.shop.tenantId,
  ])
  expect(left).toEqual([{ left: 9 }])
})

test('[A1] under the id of another business’s document one’s own is written, and theirs is neither read nor changed', async () => {
  const theirs = () =>
    database.query(
      `select md5(string_agg(t::text, '' order by t::text)) as print from (
      select to_jsonb(o) from orders o where tenant_id = $1 union all select to_jsonb(p) from products p where tenant_id = $1
      union all select to_jsonb(c) from customers c where tenant_id = $1) t`,
      [there.shop.tenantId],
    )
  const before = await theirs()
  const replies = [
    await till.push('orders', [{ ...sale(), id: there.sale }]),
    await till.push('customers', [{ ...customer('ours'), id: there.customer, _deleted: false }]),
    await admin.push('customers', [{ ...customer('ours'), id: there.customer, _deleted: true }]),
    await admin.push('products', [{ id: there.product.id, seq: 1, title: 'ours' }]),
  ]
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(JSON.stringify(replies)).not.toMatch(/zebra/)
  expect(await theirs()).toEqual(before)
})

test('[A1] what the server alone says of an order is not taken from a device', async () => {
  const [forged] = [
    {
      ...sale(),
      status: 'accepted',
      seq: 7,
      seal: 'a'.repeat(43),
      settledAt: said.updatedAt,
      flags: ['mine'],
    },
  ]
  await till.push('orders', [forged])
  const rows = await database.query<{ seal: string; status: string; flags: string[] }>(
    'select seal, status, flags from orders where id = $1',
    [forged.id],
  )
  for (const row of rows) expect(row.seal).not.toBe(forged.seal)
  expect(rows.flatMap(({ flags }) => flags)).not.toContain('mine')
})

test('[A1] what nobody writes by hand is refused to everybody, and products and deletions to cashiers', async () => {
  for (const name of ['branches', 'stockLevels']) {
    for (const lane of [till, admin]) {
      const reply = await lane.push(name, [{ id: crypto.randomUUID() }])
      expect([name, reply.status, reply.body['error']?.code]).toEqual([name, 403, 'sync/read-only'])
    }
  }
  expect((await till.push('products', [{ id: product.id, price: 1 }])).body['error']?.code).toBe(
    'sync/read-only',
  )
  const known = customer('Ann')
  await till.push('customers', [known])
  const reply = await till.push('customers', [{ ...known, seq: 1, _deleted: true }])
  expect(reply.body['conflicts'][0]).toMatchObject({
    status: 'rejected',
    rejection: { code: 'document/forbidden' },
  })
})
