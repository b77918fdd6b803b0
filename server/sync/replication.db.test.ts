import { beforeEach, describe, expect, test } from 'vitest'
import { digestOf } from '../../shared/sync/digest.ts'
import { renewEpochIfRestored, renewEpochs } from '../log/epoch.ts'
import { testDatabase } from '../testing/test-database.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, clock, deps } = await testNode(database.url)
let shop: TestShop
let admin: TestLane
let till: TestLane
let other: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
  other = await testLane(app, shop, 'cashier')
})

/** For short lists whose order is of no interest. */
const inOrder = (a: string | number, b: string | number) => (a < b ? -1 : 1)
const headOf = async () =>
  (
    await database.query<{ head: number }>('select head::integer from log_heads where tenant_id = $1', [
      shop.tenantId,
    ])
  )[0]?.head
const count = async (table: string) =>
  (await database.query<{ count: number }>(`select count(*)::integer as count from ${table}`))[0]?.count

describe('the log', () => {
  test('[L1] every change of any collection takes the next position', async () => {
    const before = (await headOf()) ?? 0
    await testProduct(admin, { [till.branchId]: 3 })
    // The product, the movement, the level.
    expect(await headOf()).toBe(before + 3)
  })

  test('[L3] Postgres refuses a changed row whose position this transaction did not take', async () => {
    const { id } = await testProduct(admin, {})
    for (const seq of ['seq', 'seq + 1', '999999', '0']) {
      await expect(
        database.query(`update products set title = 'x', seq = ${seq} where id = $1`, [id]),
      ).rejects.toThrow('(L3)')
    }
    await database.query(
      `with taken as (select take_positions($1, '[["products", 1]]') as before)
       update products set title = 'x', seq = before + 1 from taken where id = $2`,
      [shop.tenantId, id],
    )
  })

  test('[L2] positions become visible in their order, whatever transactions wait', async () => {
    const product = await testProduct(admin, { [till.branchId]: 500 })
    const seen: number[] = []
    let from = (await headOf()) ?? 0
    let isSelling = true
    const reading = (async () => {
      while (isSelling) {
        const page = await till.get(`/replication/orders/pull?seq=${from}&limit=5`)
        seen.push(...page.body['documents'].map((order: { seq: number }) => order.seq))
        from = page.body['checkpoint'].seq
      }
    })()
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 ? till : other)).map((lane) =>
        lane.push('orders', [testSale(lane, product)]),
      ),
    )
    isSelling = false
    await reading
    seen.push(...(await till.pullAll('orders', from)).map((order) => order['seq'] as number))
    expect(new Set(seen).size).toBe(60)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  test('[L5] a delete is a tombstone; the server cannot delete a replicated row, and a checkpoint from before a purge is foreign', async () => {
    const id = crypto.randomUUID()
    const customer = {
      id,
      seq: 0,
      _deleted: false,
      name: 'Ann',
      phone: null,
      email: null,
      note: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }
    await admin.push('customers', [customer])
    await admin.push('customers', [{ ...customer, _deleted: true }], customer)
    expect((await till.pullAll('customers')).map((one) => one['_deleted'])).toEqual([true])
    await expect(deps.database.tenant(shop.tenantId).deleteFrom('customers').execute()).rejects.toThrow(
      'permission denied',
    )

    await database.query('update log_heads set horizon = head where tenant_id = $1', [shop.tenantId])
    const stale = await till.get('/replication/customers/pull?seq=1&limit=77')
    expect([stale.status, stale.body['error'].code]).toEqual([409, 'sync/epoch-changed'])
    expect((await till.get('/replication/customers/pull?seq=0&limit=78')).status).toBe(200)
  })
})

describe('pull', () => {
  test('[P1] pages follow each other without a gap, end at the head, and agree with the digest', async () => {
    for (let index = 0; index < 7; index += 1) await testProduct(admin, { [till.branchId]: 1 })
    const first = await till.get('/replication/products/pull?seq=0&limit=3')
    expect(first.body['checkpoint'].seq).toBe(first.body['documents'][2].seq)
    const all = await till.pullAll('products', 0, 3)
    expect(all.length).toBe(7)
    const end = await till.get('/replication/products/pull?seq=0&limit=100')
    expect(end.body['checkpoint'].seq).toBe(await headOf())
    const digest = await till.get('/replication/products/digest')
    expect(digest.body).toMatchObject(digestOf(all.map((product) => product['seq'] as number)))
  })

  test('[P2] STAFF see their branch, nobody but ADMIN sees cost', async () => {
    const product = await testProduct(admin, { [shop.branches.downtown]: 3, [shop.branches.riverside]: 3 })
    await till.push('orders', [testSale(till, product)])
    const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
    for (const collection of ['orders', 'stockLevels', 'stockMovements']) {
      const branches = new Set((await neighbour.pullAll(collection)).map((one) => one['branchId']))
      expect([...branches].filter((branch) => branch !== shop.branches.riverside)).toEqual([])
      expect((await admin.pullAll(collection)).length).toBeGreaterThan(
        (await neighbour.pullAll(collection)).length,
      )
    }
    expect((await admin.pullAll('products'))[0]).toHaveProperty('cost', 500)
    expect((await till.pullAll('products'))[0]).not.toHaveProperty('cost')
  })

  test('[P2] orders older than thirty days stay on the server', async () => {
    const product = await testProduct(admin, { [till.branchId]: 3 })
    const recent = testSale(till, product, 1, {
      createdAt: new Date(deps.now() - 5 * 86_400_000).toISOString(),
    })
    const old = testSale(till, product, 1, {
      createdAt: new Date(deps.now() - 40 * 86_400_000).toISOString(),
    })
    await till.push('orders', [recent, old])
    expect((await till.pullAll('orders')).map((order) => order['id'])).toEqual([recent.id])
    expect(await count('orders')).toBe(2)
  })

  test('[P3] many devices at opening time cost the database as much as one', async () => {
    for (let index = 0; index < 10; index += 1) await testProduct(admin, {})
    await till.pullAll('products', 0, 2)
    const before = deps.database.statements()
    await Promise.all(Array.from({ length: 20 }, () => till.get('/replication/products/pull?seq=0&limit=2')))
    expect(deps.database.statements() - before).toBe(0)
  })

  test('[A1] another business sees nothing and can name nothing of this one', async () => {
    const product = await testProduct(admin, { [till.branchId]: 3 })
    const two = await testShop(database, 'two')
    const stranger = await testLane(app, two, 'cashier', two.branches.downtown)
    for (const collection of ['products', 'orders', 'stockLevels', 'stockMovements', 'customers']) {
      expect(await stranger.pullAll(collection)).toEqual([])
    }
    const { body } = await stranger.push('orders', [testSale(stranger, product)])
    expect(body['conflicts'][0].rejection.code).toBe('order/unknown-product')
    const { body: theft } = await stranger.push('orders', [testSale(till, product)])
    expect(theft['conflicts'][0].rejection.code).toBe('order/unknown-device')
    expect(await count('orders')).toBe(0)
  })

  test.each(['seq=-1', 'seq=x', 'limit=0', 'limit=5001', 'limit=1e9', 'unknown=1', 'seq=1.5'])(
    'garbage %s is a clear error',
    async (query) => {
      const { status, body } = await till.get(`/replication/products/pull?${query}`)
      expect([status, body['error'].code]).toEqual([400, 'request/invalid'])
    },
  )

  test('[E2] a foreign epoch, or a position that this log never reached, is answered 409', async () => {
    for (const query of ['epoch=other', 'seq=999999']) {
      const { status, body } = await till.get(`/replication/products/pull?${query}`)
      expect([status, body['error'].code]).toEqual([409, 'sync/epoch-changed'])
    }
    const pushed = await till.post('/replication/customers/push?epoch=other', { rows: [] })
    expect(pushed.status).toBe(409)
  })
})

describe('push', () => {
  test('[O3] [O4] [U2] the last piece goes to one lane; the other learns in the same answer what was there', async () => {
    const product = await testProduct(admin, { [till.branchId]: 1 })
    const answers = await Promise.all(
      [till, other].map((lane) => lane.push('orders', [testSale(lane, product)])),
    )
    const orders = answers.map((answer) => answer.body['conflicts'][0])
    expect(orders.map((order) => order.status).toSorted(inOrder)).toEqual(['accepted', 'conflict'])
    const conflict = orders.find((order) => order.status === 'conflict').conflict
    expect(conflict).toMatchObject({
      reason: 'insufficient_stock',
      shortages: [{ requested: 1, available: 0 }],
    })
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  })

  test('[U1] [U5] bad documents among good ones are kept with the reason, and the good ones are settled', async () => {
    const product = await testProduct(admin, { [till.branchId]: 100 })
    const good = Array.from({ length: 20 }, () => testSale(till, product))
    const bad = [
      { ...testSale(till, product), total: 1 },
      { ...testSale(till, product), surprise: true },
      { ...testSale(till, product), note: 'a\u0000b' },
      { ...testSale(till, product, 1), lines: [{ ...testSale(till, product).lines[0], quantity: -1 }] },
      { ...testSale(till, product), branchId: shop.branches.riverside },
      { ...testSale(till, product), cashierId: shop.users.neighbour.id },
      { ...testSale(till, product), _deleted: true },
      { id: 'x' },
      {},
    ]
    const mixed = good.flatMap((order, index) => (index < bad.length ? [bad[index]!, order] : [order]))
    const { status, body } = await till.push('orders', mixed)
    expect(status).toBe(200)
    const statuses = body['conflicts'].map((order: { status: string }) => order.status)
    expect(statuses.filter((it: string) => it === 'accepted').length).toBe(good.length)
    expect(statuses.filter((it: string) => it === 'rejected').length).toBe(bad.length)
    const support = await testLane(app, shop, 'support')
    const letters = (await support.get('/dead-letters')).body['deadLetters']
    expect(letters.length).toBe(bad.length)
    expect(letters.map((letter: { code: string }) => letter.code)).toContain('order/wrong-cashier')
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  })

  test('[U3] a repeat changes nothing, also of what was refused; another document under the id is a dead letter', async () => {
    const product = await testProduct(admin, { [till.branchId]: 9 })
    const sale = testSale(till, product)
    const wrong = { ...testSale(till, product), tax: 1 }
    const first = await till.push('orders', [sale, wrong])
    const head = await headOf()
    const again = await till.push('orders', [sale, wrong, sale])
    expect(again.body['conflicts'].slice(0, 2)).toEqual(first.body['conflicts'])
    expect([await headOf(), await count('dead_letters'), await count('orders')]).toEqual([head, 1, 1])

    const forged = await till.push('orders', [{ ...sale, note: 'changed' }])
    expect(forged.body['conflicts'][0]).toEqual(first.body['conflicts'][0])
    expect([await headOf(), await count('dead_letters')]).toEqual([head, 2])
  })

  test('[U4] pushes that arrive together share transactions, and each device keeps its order', async () => {
    const product = await testProduct(admin, { [till.branchId]: 3 })
    const sales = Array.from({ length: 5 }, () => testSale(till, product))
    const { body } = await till.push('orders', sales)
    expect(body['conflicts'].map((order: { status: string }) => order.status)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'conflict',
      'conflict',
    ])
    const before = deps.database.statements()
    await Promise.all(Array.from({ length: 30 }, () => till.push('orders', [testSale(till, product)])))
    expect(deps.database.statements() - before).toBeLessThan(30 * 5)
  })

  test('[U6] an order may name a customer who is still on the way', async () => {
    const product = await testProduct(admin, { [till.branchId]: 3 })
    const { body } = await till.push('orders', [
      testSale(till, product, 1, { customerId: crypto.randomUUID() }),
    ])
    expect(body['conflicts'][0].status).toBe('accepted')
  })

  test('[O1] what a device says of the outcome is not believed', async () => {
    const product = await testProduct(admin, {})
    const { body } = await till.push('orders', [
      testSale(till, product, 1, { status: 'accepted', seal: 'forged', seq: 7 }),
    ])
    expect(body['conflicts'][0]).toMatchObject({ status: 'conflict', seal: null })
  })

  test('[O5] [O10] a price of yesterday stands, is flagged and audited, and the order is sealed', async () => {
    const product = await testProduct(admin, { [till.branchId]: 3 })
    const { body } = await till.push('orders', [testSale(till, { ...product, price: 999 })])
    expect(body['conflicts'][0]).toMatchObject({ status: 'accepted', flags: ['price_changed'] })
    expect(body['conflicts'][0].seal).toMatch(/^[\w-]{43}$/)
    expect(await count('audit_log')).toBe(1)
  })

  test('[O2] two lanes that sell the same two products in opposite order do not deadlock', async () => {
    const [shirt, mug] = [
      await testProduct(admin, { [till.branchId]: 50 }),
      await testProduct(admin, { [till.branchId]: 50 }),
    ]
    const both = (lane: TestLane, products: { id: string; price: number }[]) => {
      const [a, b] = products.map((product) => testSale(lane, product))
      const lines = [...a!.lines, ...b!.lines]
      return {
        ...a!,
        lines,
        subtotal: 2400,
        total: 2400,
        tax: 400,
        payments: [{ type: 'cash', amount: 2400 }],
      }
    }
    const second = await testNode(database.url, { clock })
    const there = { ...other, push: await testLane(second.app, shop, 'cashier') }
    await Promise.all(
      Array.from({ length: 10 }, () => [
        till.push('orders', [both(till, [shirt, mug])]),
        there.push.push('orders', [both(there.push, [mug, shirt])]),
      ]).flat(),
    )
    expect(await count('orders')).toBe(20)
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
    await second.close()
  })

  test('[O6] one sale refunded on two lanes is given back once', async () => {
    const product = await testProduct(admin, { [till.branchId]: 1 })
    const sale = testSale(till, product)
    await till.push('orders', [sale])
    const refund = (lane: TestLane) => {
      const document = testSale(lane, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
      return { ...document, lines: [{ ...document.lines[0], refundOf: sale.lines[0]!.id, restock: true }] }
    }
    const answers = await Promise.all([till, other].map((lane) => lane.push('orders', [refund(lane)])))
    const orders = answers.map((answer) => answer.body['conflicts'][0])
    expect(orders.map((order) => order.status).toSorted(inOrder)).toEqual(['accepted', 'conflict'])
    expect((await till.pullAll('stockLevels'))[0]).toMatchObject({ onHand: 1 })
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  })

  test('[M1] [M2] [M3] movements are booked with their balance, transfers whole, and nothing falls below zero', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const at = { branchId: till.branchId, productId: product.id }
    const transferId = crypto.randomUUID()
    const documents = [
      testMovement({ ...at, reason: 'recount', counted: 4, expected: 5, delta: -1 }),
      testMovement({ ...at, reason: 'transfer_out', delta: -2, transferId }),
      testMovement({
        productId: product.id,
        branchId: shop.branches.riverside,
        reason: 'transfer_in',
        delta: 2,
        transferId,
      }),
      testMovement({ ...at, reason: 'transfer_out', delta: -1, transferId: crypto.randomUUID() }),
      testMovement({ ...at, reason: 'damage', delta: -9 }),
    ]
    const { body } = await till.push('stockMovements', documents)
    expect(body['conflicts'].map((one: Record<string, unknown>) => [one['balance'], one['status']])).toEqual([
      [4, undefined],
      [2, undefined],
      [2, undefined],
      [null, 'rejected'],
      [null, 'conflict'],
    ])
    const again = await till.push('stockMovements', documents)
    expect(again.body).toEqual(body)
    // What the server answered may come back after a restore (E2), and is the same document.
    expect((await till.push('stockMovements', body['conflicts'].slice(0, 3))).body['conflicts']).toEqual(
      body['conflicts'].slice(0, 3),
    )
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
    const support = await testLane(app, shop, 'support')
    expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([{ kind: 'movement' }])
  })

  test('[M4] edits of two devices merge field by field and a collision is audited', async () => {
    const customer = {
      id: crypto.randomUUID(),
      seq: 0,
      _deleted: false,
      name: 'Ann',
      phone: '1',
      email: null,
      note: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }
    const created = (await till.push('customers', [customer])).body['conflicts'][0]
    await till.push('customers', [{ ...created, name: 'Anna' }], created)
    const merged = await other.push('customers', [{ ...created, phone: '2' }], created)
    expect(merged.body['conflicts'][0]).toMatchObject({ name: 'Anna', phone: '2' })
    const won = await other.push('customers', [{ ...created, name: 'Annie' }], created)
    expect(won.body['conflicts'][0]).toMatchObject({ name: 'Annie', phone: '2' })
    expect(await database.query('select details from audit_log')).toEqual([
      { details: { conflicts: [{ field: 'name', lost: 'Anna', won: 'Annie' }] } },
    ])
    const head = await headOf()
    await other.push('customers', [won.body['conflicts'][0]], won.body['conflicts'][0])
    expect(await headOf()).toBe(head)
  })

  test('[M5] of two lanes that take over a parked sale one gets it', async () => {
    const parked = {
      id: crypto.randomUUID(),
      seq: 0,
      _deleted: false,
      branchId: till.branchId,
      deviceId: admin.id,
      cashierId: admin.userId,
      customerId: null,
      label: 'blue coat',
      lines: [],
      discount: 0,
      note: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    }
    const held = (await admin.push('parkedSales', [parked])).body['conflicts'][0]
    await Promise.all(
      [till, other].map((lane) => lane.push('parkedSales', [{ ...held, deviceId: lane.id }], held)),
    )
    const [now] = await till.pullAll('parkedSales')
    const answers = await Promise.all(
      [till, other].map((lane) => lane.push('parkedSales', [{ ...held, deviceId: lane.id }], held)),
    )
    for (const answer of answers) expect(answer.body['conflicts'][0].deviceId).toBe(now?.['deviceId'])
    expect([till.id, other.id]).toContain(now?.['deviceId'])
  })

  test('[A1] who may not push at all is told so, and nothing is written', async () => {
    const support = await testLane(app, shop, 'support')
    for (const [lane, collection] of [
      [support, 'orders'],
      [till, 'products'],
      [till, 'stockLevels'],
      [admin, 'branches'],
    ] as const) {
      const { status, body } = await lane.push(collection, [{}])
      expect([status, body['error'].code]).toEqual([403, 'sync/read-only'])
    }
    expect((await till.push('nothing', [])).status).toBe(404)
    for (const payload of [
      null,
      [],
      { rows: 1 },
      { rows: [{}] },
      { rows: Array.from({ length: 501 }, () => ({ newDocumentState: {} })) },
    ]) {
      expect((await till.post('/replication/orders/push', payload)).status).toBe(400)
    }
    expect([await count('orders'), await count('dead_letters')]).toEqual([0, 0])
  })

  test('[U1] what is no document, or too deep to walk, is refused alone', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)
    const { status, body } = await till.push('orders', [
      null,
      deep,
      'text',
      testSale(till, product),
    ] as object[])
    expect(status).toBe(200)
    expect(body['conflicts'].map((one: { status: string }) => one.status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'accepted',
    ])
  })

  test('[O1] null is as good as nothing where the server has the word', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const { body } = await till.push('orders', [testSale(till, product, 1, { flags: null, approvals: null })])
    expect(body['conflicts'][0]).toMatchObject({ status: 'accepted', flags: [] })
  })

  test('[U5] a refusal that another lane earned does not stick to the lane that sold', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const sale = testSale(till, product)
    const { body: stolen } = await other.push('orders', [sale])
    expect(stolen['conflicts'][0].rejection.code).toBe('order/unknown-device')
    expect((await till.push('orders', [sale])).body['conflicts'][0].status).toBe('accepted')
  })

  test('[P2] [A1] an id of another branch gives nothing of it away', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const sale = testSale(till, product)
    await till.push('orders', [sale])
    const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
    for (const document of [sale, { ...sale, note: 'x' }, { id: sale.id }]) {
      const { body } = await neighbour.push('orders', [document])
      expect(body['conflicts'][0]).toMatchObject({ status: 'rejected' })
      expect(body['conflicts'][0]).not.toHaveProperty('seal', expect.any(String))
    }
  })

  test('[U3] [M4] a create that comes again undoes nobody’s edit, and what it would have changed is audited', async () => {
    const customer = {
      id: crypto.randomUUID(),
      seq: 0,
      _deleted: false,
      name: 'Ann',
      phone: '1',
      email: null,
      note: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }
    const created = (await till.push('customers', [customer])).body['conflicts'][0]
    await other.push('customers', [{ ...created, phone: '2' }], created)
    const head = await headOf()
    expect((await till.push('customers', [customer])).body['conflicts'][0]).toMatchObject({ phone: '2' })
    expect(await headOf()).toBe(head)
    expect(await database.query('select details from audit_log')).toEqual([
      { details: { conflicts: [{ field: 'phone', lost: '1', won: '2' }] } },
    ])
  })

  test('[P2] a dead letter shows cost to an admin alone', async () => {
    await admin.push('products', [{ id: crypto.randomUUID(), cost: 777 }])
    const support = await testLane(app, shop, 'support')
    const costOf = async (lane: TestLane) =>
      (await lane.get('/dead-letters')).body['deadLetters'][0].payload.cost
    expect([await costOf(admin), await costOf(support)]).toEqual([777, undefined])
  })

  test('[A3] an order may name whoever signed in on its lane, and nobody else', async () => {
    const product = await testProduct(admin, { [till.branchId]: 5 })
    const evening = { ...till, headers: { ...admin.headers, 'x-device-id': till.id } }
    const pushAs = (headers: Record<string, string>, document: object) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/replication/orders/push',
        headers,
        payload: { rows: [{ newDocumentState: document }] },
      })
    const sale = testSale(till, product)
    const reply = await pushAs(evening.headers, sale)
    expect(reply.json().conflicts[0].status).toBe('accepted')
    const stolen = await pushAs(
      till.headers,
      testSale(till, product, 1, { cashierId: shop.users.support.id }),
    )
    expect(stolen.json().conflicts[0].rejection.code).toBe('order/wrong-cashier')
  })
})

describe('cases', () => {
  const settle = (lane: TestLane, id: string, action: string, key: string = crypto.randomUUID()) =>
    lane.post(`/orders/${id}/settle`, { action, reason: 'the goods left' }, { 'idempotency-key': key })

  test('[O7] recount books what was missing and takes the sale, once', async () => {
    const product = await testProduct(admin, { [till.branchId]: 1 })
    const sale = testSale(till, product, 3)
    await till.push('orders', [sale])
    const support = await testLane(app, shop, 'support')
    expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([
      { kind: 'order', id: sale.id },
    ])
    const [first, second] = await Promise.all([
      settle(support, sale.id, 'recount'),
      settle(admin, sale.id, 'cancel'),
    ])
    expect([first.status, second.status].toSorted(inOrder)).toEqual([200, 409])
    expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
    expect((await support.get('/conflicts')).body['conflicts']).toEqual([])
  })

  test('[O7] [O10] a repeat of the key is the first answer; the sale stands sealed at its till', async () => {
    const product = await testProduct(admin, { [till.branchId]: 1 })
    const sale = testSale(till, product, 3)
    await till.push('orders', [sale])
    const answer = await settle(admin, sale.id, 'recount', 'the-same-key')
    expect(await settle(admin, sale.id, 'recount', 'the-same-key')).toEqual(answer)
    const [order] = await till.pullAll('orders')
    expect(order).toMatchObject({
      status: 'accepted',
      conflict: { settlement: { action: 'recount', by: admin.userId } },
    })
    expect(order?.['seal']).toMatch(/^[\w-]{43}$/)
    const moves = (await till.pullAll('stockMovements')).map((one) => [
      one['reason'],
      one['delta'],
      one['balance'],
    ])
    expect(moves).toEqual([
      ['receive', 1, 1],
      ['found', 2, 3],
      ['sale', -3, 0],
    ])
    expect((await settle(till, sale.id, 'cancel')).status).toBe(403)
  })

  test('[O7] cancel moves no stock', async () => {
    const product = await testProduct(admin, { [till.branchId]: 1 })
    const sale = testSale(till, product, 3)
    await till.push('orders', [sale])
    expect((await settle(admin, sale.id, 'cancel')).body).toMatchObject({ status: 'cancelled' })
    expect((await till.pullAll('stockLevels'))[0]).toMatchObject({ onHand: 1 })
    expect((await settle(admin, crypto.randomUUID(), 'cancel')).status).toBe(404)
    expect((await settle(admin, sale.id, 'melt')).status).toBe(400)
  })
})

describe('the epoch', () => {
  test('[E1] another cluster or timeline, or the command, gives every log a new epoch', async () => {
    const epoch = async () =>
      (await database.query<{ epoch: string }>('select epoch from log_heads'))[0]?.epoch
    const first = await epoch()
    expect(await renewEpochIfRestored(database.url)).toBe(false)
    expect(await renewEpochIfRestored(database.url)).toBe(false)
    expect(await epoch()).toBe(first)
    await database.query(`update cluster_identity set system_identifier = 'the one before'`)
    expect(await renewEpochIfRestored(database.url)).toBe(true)
    const second = await epoch()
    expect(second).not.toBe(first)
    await renewEpochs(database.url)
    expect(await epoch()).not.toBe(second)
  })
})
