import { expect, test } from 'vitest'
import type { DeskCase } from '../../shared/conflicts/desk-case.ts'
import type { Order } from '../../shared/orders/order.ts'
import { testBusiness } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Answer, Json } from '../testing/test-lane.ts'

const { app, clock, database, openShop, count } = await testBusiness()
const hour = 3_600_000

test('[O4] [O7] [O8] [U5] support on the morning after ten hours without the network: three hundred conflicts and forty dead letters settled in one sitting, the ledger exact', async () => {
  const { shop, admin, till, other } = await openShop()
  const { downtown: here, riverside: there } = shop.branches
  const ended = clock.now()
  const key = () => ({ 'idempotency-key': crypto.randomUUID() })
  const at = (minute: number) => new Date(ended - 10 * hour + minute * 60_000).toISOString()

  // Thirty products with one piece on the shelf; each sold twelve times by two lanes that heard nothing of each other.
  type Sold = {
    id: string
    price: number
    kind: 'counted' | 'sibling' | 'elsewhere'
    sibling: { id: string } | null
  }
  const products: Sold[] = []
  for (let number = 0; number < 30; number += 1) {
    const groupId = crypto.randomUUID()
    // Of ten of them a sibling is there, of ten others the other branch has some.
    const kind = (['counted', 'sibling', 'elsewhere'] as const)[number % 3]!
    const product = await testProduct(
      admin,
      { [here]: 1, ...(kind === 'elsewhere' ? { [there]: 12 } : {}) },
      { groupId },
    )
    const sibling = kind === 'sibling' ? await testProduct(admin, { [here]: 30 }, { groupId }) : null
    products.push({ ...product, kind, sibling })
  }
  const soldBy = (lane: typeof till, index: number) =>
    products.flatMap((product, number) =>
      Array.from({ length: 6 }, (_, copy) =>
        testSale(lane, product, 2 + (copy % 2), { createdAt: at(index + number * 18 + copy * 2) }),
      ),
    )
  const [first, second] = [soldBy(till, 0), soldBy(other, 1)]

  // Forty that the server cannot take at all: a product that nobody entered, sums that a broken tablet added up.
  const missing = { id: crypto.randomUUID(), price: 1_500 }
  const strangers = Array.from({ length: 20 }, (_, index) =>
    testSale(till, missing, 1, { createdAt: at(index) }),
  )
  const plenty = await testProduct(admin, { [here]: 100 })
  const right = Array.from({ length: 15 }, (_, index) => testSale(other, plenty, 2, { createdAt: at(index) }))
  const tests = Array.from({ length: 5 }, () => testSale(other, plenty, 1, { note: 'a test of the tablet' }))
  const wrong = [...right, ...tests].map((sale) => ({ ...sale, tax: sale.tax + 1 }))

  const push = async (lane: typeof till, sales: readonly object[]) => {
    for (let from = 0; from < sales.length; from += 100) {
      const { status } = await lane.push('orders', sales.slice(from, from + 100))
      expect(status).toBe(200)
    }
  }
  await push(till, [...first, ...strangers])
  await push(other, [...second, ...wrong])
  const support = await testLane(app, shop, 'support')
  const cases = async (state = 'open'): Promise<DeskCase[]> => {
    const found: DeskCase[] = []
    for (let next: Json = null; ;) {
      const query = new URLSearchParams({ state, limit: '200', ...next })
      const { body } = await support.get(`/conflicts?${query.toString()}`)
      found.push(...body['conflicts'])
      if (body['next'] === null) return found
      next = body['next']
    }
  }
  const opened = await cases()
  expect(opened.length).toBeGreaterThanOrEqual(300)
  expect((await support.get('/dead-letters/causes')).body['causes'].map((it: Json) => it.count)).toEqual([
    20, 20,
  ])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])

  const done = { count: 0, transfer: 0, substitute: 0, partial: 0, backorder: 0, cancel: 0, arrived: 0 }
  const ok = ({ status, body }: Answer) => {
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const settle = async (id: string, body: { action: string; version?: number }) =>
    ok(await support.post(`/orders/${id}/settle`, { reason: 'the morning after', ...body }, key()))

  // One count for each shelf whose goods have left.
  for (const product of products.filter(({ kind }) => kind === 'counted')) {
    const body = { branchId: here, productId: product.id, counted: 3, reason: 'counted before opening' }
    const { closed, left } = ok(await support.post('/conflicts/count', body, key())) as Json
    done.count += closed.length
    expect(left).toBe(0)
  }
  // Of the others: what is there is handed over, what is elsewhere comes from there, what has a sibling gets that; the
  // rest waits or is called off.
  const shelf = new Map<string, number>(products.map(({ id }) => [id, 1]))
  const elsewhere = new Map<string, number>()
  for (const one of await cases()) {
    const order = one.document as Order
    const [line] = order.lines
    const product = products.find(({ id }) => id === line?.productId)
    if (!line || !product) throw new Error('a case of nothing')
    const onShelf = shelf.get(product.id) ?? 0
    const lacks = line.quantity - onShelf
    const overThere = elsewhere.get(product.id) ?? one.lines[0]?.elsewhere[0]?.onHand ?? 0
    const action =
      product.kind === 'elsewhere'
        ? overThere >= lacks
          ? 'transfer'
          : done.backorder <= done.cancel
            ? 'backorder'
            : 'cancel'
        : onShelf > 0
          ? 'partial'
          : done.substitute < 60
            ? 'substitute'
            : 'cancel'
    const { seq: version } = order
    await settle(order.id, {
      action,
      version,
      ...(action === 'transfer' ? { fromBranchId: there } : {}),
      ...(action === 'substitute'
        ? { substitutes: [{ lineId: line.id, productId: product.sibling?.id, quantity: lacks }] }
        : {}),
    })
    if (action === 'transfer') elsewhere.set(product.id, overThere - lacks)
    if (action !== 'cancel' && action !== 'backorder') shelf.set(product.id, 0)
    done[action] += 1
  }
  // What was waited for comes with the van; nobody presses anything.
  const waiting = await cases('waiting')
  done.arrived = waiting.length
  const wanted = Map.groupBy(waiting, (one) => (one.document as Order).lines[0]!.productId)
  await admin.push(
    'stockMovements',
    [...wanted].map(([productId, orders]) => {
      const pieces = orders
        .flatMap((one) => (one.document as Order).lines)
        .reduce((all, it) => all + it.quantity, 0)
      return testMovement({ branchId: here, productId, delta: pieces })
    }),
  )

  // The product is entered, and its twenty are sent again at once; of the others fifteen are mended, five never were.
  await testProduct(admin, { [here]: 20 }, { id: missing.id })
  const cause = { collection: 'orders', code: 'order/unknown-product', limit: 100, after: null }
  expect(ok(await support.post('/dead-letters/replay', cause, key()))).toMatchObject({
    settled: 20,
    refused: 0,
  })
  for (const { id } of (await support.get('/dead-letters?limit=100')).body['deadLetters'] as Json[]) {
    const { payload } = (await support.get(`/dead-letters/${id}`)).body as Json
    const mended = right.find((sale) => sale.id === payload.id)
    const answer = mended
      ? await support.post(`/dead-letters/${id}/replay`, { payload: mended }, key())
      : await support.post(`/dead-letters/${id}/discard`, { reason: 'a test of the tablet' }, key())
    ok(answer)
  }

  expect(await cases()).toEqual([])
  expect(await cases('waiting')).toEqual([])
  expect((await support.get('/dead-letters')).body['deadLetters']).toEqual([])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  for (const [action, times] of Object.entries(done)) expect(times, action).toBeGreaterThanOrEqual(10)
  // Every sale is there once, and none is left undecided; what was accepted took its pieces once.
  const statuses = await database.query<{ status: string; orders: number }>(
    `select status, count(*)::integer as orders from orders where kind = 'sale' group by 1 order by 1`,
  )
  expect(statuses.map(({ status }) => status)).toEqual(['accepted', 'cancelled'])
  expect(statuses.reduce((all, { orders }) => all + orders, 0)).toBe(360 + 20 + 15)
  const twice = await database.query(
    `select o.number from orders o join lateral json_array_elements(o.lines) as l on true
     where o.kind = 'sale' and o.status = 'accepted' and o.conflict is null
       and (l ->> 'quantity')::integer <> (
         select -coalesce(sum(m.delta), 0) from stock_movements m
         where m.order_id = o.id and m.reason = 'sale' and m.product_id::text = l ->> 'productId')`,
  )
  expect(twice).toEqual([])
  // Each decision is on record by who made it.
  const trails = await count(
    `audit_log where action like 'case.%' and actor_id = '${support.userId}' or action = 'case.stock-arrived'`,
  )
  const { arrived, ...decided } = done
  expect(trails).toBe(Object.values(decided).reduce((all, times) => all + times, 0) + arrived)
})
