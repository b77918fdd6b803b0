import { beforeEach, expect, test } from 'vitest'
import type { Operation } from '../../shared/bulk/operation.ts'
import { queues } from '../jobs/queues.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Answer, Json } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'
import { manyProducts } from '../testing/many-products.ts'
import { runBulk } from './run-bulk.ts'
import { Cancelled, runChunk } from './run-chunk.ts'

const { app, database, deps, clock, openShop, headOf, count } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

const everything = {
  kind: 'products',
  query: { search: '', filters: [] as object[], branchId: null as string | null },
  except: [] as string[],
}
const exact = { step: 1, way: 'nearest', less: 0 }
const tenPercentMore = { kind: 'price-percent', basisPoints: 1_000, rounding: exact }

const preview = (selection: object, operation: object) =>
  admin.post('/bulk-operations/preview', { selection, operation })

function command(path: string, payload?: object, key: string = crypto.randomUUID()): Promise<Answer> {
  return admin.post(path, payload ?? {}, { 'idempotency-key': key })
}

/** Previews, then starts: as a person does. */
async function start(selection: object, operation: object, key?: string): Promise<Answer> {
  const { body } = await preview(selection, operation)
  return command('/bulk-operations', { selection, operation, hash: body['hash'] ?? 'none' }, key)
}

/** As the worker of a process does it, until nothing is left. */
async function work(signal = new AbortController().signal): Promise<string> {
  return runBulk(deps, { data: { tenantId: shop.tenantId }, signal, isLastTry: false })
}

const read = async (id: string): Promise<Json> => (await admin.get(`/bulk-operations/${id}`)).body

async function prices(): Promise<number[]> {
  const rows = await database.query<{ price: string }>(
    'select price from products where tenant_id = $1 order by sku',
    [shop.tenantId],
  )
  return rows.map(({ price }) => Number(price))
}

test('[L6] prices of many products change in commits of at most 500, each with positions of its own', async () => {
  const ids = await manyProducts(deps, shop.tenantId, 1_203, { price: 1_000 })
  const head = await headOf(shop.tenantId)
  const looked = await preview({ ...everything, except: ids.slice(0, 3) }, tenPercentMore)
  expect(looked.body).toMatchObject({ count: 1_200, changed: 1_200, unchanged: 0, failed: 0 })
  expect(looked.body['sample']).toHaveLength(20)
  expect(looked.body['sample'][0]).toMatchObject({ before: 1_000, after: 1_100 })
  expect(await headOf(shop.tenantId)).toBe(head)

  const { status, body } = await start({ ...everything, except: ids.slice(0, 3) }, tenPercentMore)
  expect(status).toBe(201)
  expect(body).toMatchObject({ kind: 'edit', state: 'queued', total: 1_200, changed: 0, ahead: 0 })
  expect(await work()).toBe('done')
  expect(await read(body['id'])).toMatchObject({ state: 'done', changed: 1_200, failed: 0, fault: null })
  expect(await headOf(shop.tenantId)).toBe(head + 1_200)
  expect((await prices()).filter((price) => price === 1_100)).toHaveLength(1_200)

  const commits = await database.query<{ rows: number }>(
    `select count(*)::integer as rows from products where tenant_id = $1 and seq > $2 group by xmin::text order by 1`,
    [shop.tenantId, head],
  )
  expect(commits.map(({ rows }) => rows)).toEqual([200, 500, 500])
  const pulled = await till.pullAll('products', head, 1_000)
  expect(pulled).toHaveLength(1_200)
  expect(pulled.every(({ price }) => price === 1_100)).toBe(true)
})

test('[L4] [M4] what has the value already takes no position; a push from before the operation merges with it', async () => {
  const { id } = await testProduct(admin, {}, { category: 'Shoes' })
  await testProduct(admin, {}, { category: 'Shirts' })
  const [assumed] = await admin.pullAll('products')
  const head = await headOf(shop.tenantId)
  const { body } = await start(everything, { kind: 'category', category: 'Shoes' })
  await work()
  expect(await read(body['id'])).toMatchObject({ state: 'done', changed: 1, unchanged: 1 })
  expect(await headOf(shop.tenantId)).toBe(head + 1)
  const again = await start(everything, { kind: 'category', category: 'Shoes' })
  await work()
  expect(await read(again.body['id'])).toMatchObject({
    state: 'done',
    changed: 0,
    unchanged: 2,
    undoUntil: null,
  })
  expect(await headOf(shop.tenantId)).toBe(head + 1)
  expect(assumed).toMatchObject({ id })
})

test('what cannot be fails alone, with its reason in the preview and the file, and is tried again alone', async () => {
  const cheap = await testProduct(admin, {}, { price: 100, sku: 'A-1', title: '=HYPERLINK("x")' })
  const dear = await testProduct(admin, {}, { price: 1_000, sku: 'A-2' })
  const less = { kind: 'price-amount', amount: -500, rounding: exact }
  expect((await preview(everything, less)).body).toMatchObject({
    changed: 1,
    failed: 1,
    reasons: [{ code: 'price-below-zero', count: 1 }],
    failures: [{ id: cheap.id, code: 'price-below-zero', before: 100 }],
  })
  const { body } = await start(everything, less)
  await work()
  expect(await read(body['id'])).toMatchObject({ state: 'done', changed: 1, failed: 1, canRetry: true })
  const file = await app.inject({
    url: `/api/v1/bulk-operations/${body['id']}/failures`,
    headers: admin.headers,
  })
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.body.split('\r\n')[1]).toBe(
    `"${cheap.id}","A-1","'=HYPERLINK(""x"")","price-below-zero","The price would be below zero."`,
  )
  const [before] = (await admin.pullAll('products')).filter(({ id }) => id === cheap.id)
  await admin.push('products', [{ ...before, price: 700 }], before)
  const retry = await command(`/bulk-operations/${body['id']}/retry`)
  expect(retry).toMatchObject({ status: 201, body: { kind: 'retry', total: 1, sourceId: body['id'] } })
  await work()
  expect(await prices()).toEqual([200, 500])
  expect((await command(`/bulk-operations/${retry.body['id']}/retry`)).body['error'].code).toBe(
    'bulk/nothing-to-retry',
  )
  expect(dear.price).toBe(1_000)
})

test('an undo puts back a value that nobody changed since, for 24 hours', async () => {
  await manyProducts(deps, shop.tenantId, 3, { price: 1_000 })
  const { body } = await start(everything, tenPercentMore)
  expect((await command(`/bulk-operations/${body['id']}/undo`)).body['error'].code).toBe('bulk/not-finished')
  await work()
  const [touched] = await admin.pullAll('products')
  await admin.push('products', [{ ...touched, price: 1_150 }], touched)
  const [, other] = await admin.pullAll('products')
  await admin.push('products', [{ ...other, vendor: 'Other' }], other)
  clock.advance(23 * 3_600_000)
  admin = await testLane(app, shop, 'admin')
  const undone = await command(`/bulk-operations/${body['id']}/undo`)
  expect(undone).toMatchObject({ status: 201, body: { kind: 'undo', total: 3, undoUntil: null } })
  await work()
  expect(await read(undone.body['id'])).toMatchObject({
    state: 'done',
    changed: 2,
    failed: 1,
    canRetry: false,
  })
  expect((await prices()).toSorted((a, b) => a - b)).toEqual([1_000, 1_000, 1_150])
  expect((await command(`/bulk-operations/${undone.body['id']}/undo`)).body['error'].code).toBe(
    'bulk/nothing-to-undo',
  )
  clock.advance(2 * 3_600_000)
  admin = await testLane(app, shop, 'admin')
  expect((await command(`/bulk-operations/${body['id']}/undo`)).body['error'].code).toBe('bulk/undo-too-late')
})

test('operations on the same field are undone one after the other, the last one first', async () => {
  await manyProducts(deps, shop.tenantId, 3, { price: 1_999 })
  const fivePercentLess = { ...tenPercentMore, basisPoints: -500 }
  const started = []
  for (const operation of [tenPercentMore, fivePercentLess]) {
    started.push((await start(everything, operation)).body['id'])
    await work()
  }
  expect(await prices()).toEqual([2_089, 2_089, 2_089])
  const early = await command(`/bulk-operations/${started[0]}/undo`)
  await work()
  expect(await read(early.body['id']), 'what came after it stands').toMatchObject({ changed: 0, failed: 3 })
  for (const [id, price] of [
    [started[1], 2_199],
    [started[0], 1_999],
  ]) {
    const undone = await command(`/bulk-operations/${id}/undo`)
    await work()
    expect(await read(undone.body['id'])).toMatchObject({ changed: 3, failed: 0 })
    expect(await prices()).toEqual([price, price, price])
  }
})

test('of a chunk that was changed in part, an undo puts back that part: tags as they stood, whatever is in them', async () => {
  await testProduct(admin, {}, { sku: 'T-1', tags: ['sale'] })
  await testProduct(admin, {}, { sku: 'T-2', tags: ['a "quoted", one', 'naïve {tag}'] })
  await testProduct(admin, {}, { sku: 'T-3', tags: [] })
  const tags = async () =>
    (
      await database.query('select tags from products where tenant_id = $1 order by sku', [shop.tenantId])
    ).map((row) => row['tags'])
  const before = await tags()
  const { body } = await start(everything, { kind: 'tags', add: ['sale'], remove: [] })
  await work()
  expect(await read(body['id'])).toMatchObject({ changed: 2, unchanged: 1, failed: 0 })
  expect(await tags()).toEqual([['sale'], ['a "quoted", one', 'naïve {tag}', 'sale'], ['sale']])
  const undone = await command(`/bulk-operations/${body['id']}/undo`)
  expect(undone.body).toMatchObject({ total: 2 })
  await work()
  expect(await read(undone.body['id'])).toMatchObject({ changed: 2, failed: 0 })
  expect(await tags()).toEqual(before)
})

test('[O4] a reorder point stands on the level of its branch, survives sales, and its undo too', async () => {
  const { downtown, riverside } = shop.branches
  const product = await testProduct(admin, { [downtown]: 5 })
  await testProduct(admin, {})
  const levels = () =>
    database.query(
      'select branch_id, on_hand, reorder_point from stock_levels where tenant_id = $1 order by on_hand desc',
      [shop.tenantId],
    )
  const { body } = await start(everything, { kind: 'reorder-point', branchId: downtown, reorderPoint: 4 })
  await work()
  expect(await levels()).toEqual([
    { branch_id: downtown, on_hand: 5, reorder_point: 4 },
    { branch_id: downtown, on_hand: 0, reorder_point: 4 },
  ])
  expect((await till.pullAll('stockLevels')).map(({ reorderPoint }) => reorderPoint)).toEqual([4, 4])
  await admin.push('stockMovements', [testMovement({ branchId: downtown, productId: product.id })])
  await command(`/bulk-operations/${body['id']}/undo`)
  await work()
  expect((await levels()).map((level) => level['reorder_point'])).toEqual([null, null])
  const unknown = { kind: 'reorder-point', branchId: crypto.randomUUID(), reorderPoint: 4 }
  expect((await preview(everything, unknown)).body['error'].code).toBe('bulk/unknown-branch')
  expect(riverside).not.toBe(downtown)
})

test('[M1] [O4] [O8] shelves are counted in bulk: exact in the ledger, what waited is settled, and undone by the counter-movement', async () => {
  const ids = await manyProducts(deps, shop.tenantId, 520, { price: 1_000 })
  const waiting = await testProduct(admin, { [till.branchId]: 1 })
  const few = await testProduct(admin, { [till.branchId]: 2 })
  const sold = testSale(till, waiting, 3)
  await till.push('orders', [sold])
  await command(`/orders/${sold.id}/settle`, { action: 'backorder', reason: 'the van comes at noon' })
  const everyShelf = { kind: 'recount', branchId: till.branchId, way: 'set', pieces: 5 }
  const looked = await preview(everything, everyShelf)
  expect(looked.body).toMatchObject({ count: 522, changed: 522, failed: 0 })
  const counting = await start(everything, everyShelf)
  await work()
  expect(await read(counting.body['id'])).toMatchObject({ state: 'done', changed: 522, failed: 0 })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const shelf = async (productId: string): Promise<Json> =>
    (
      await database.query(
        `select on_hand as "onHand", (
           select json_agg(json_build_object('delta', m.delta, 'counted', m.counted, 'expected', m.expected,
             'actor', m.actor_id) order by m.seq)
           from stock_movements m where m.product_id = l.product_id and m.branch_id = l.branch_id
             and m.reason = 'recount') as counts
         from stock_levels l where branch_id = $1 and product_id = $2`,
        [till.branchId, productId],
      )
    )[0]
  const actor = admin.userId
  expect(await shelf(few.id)).toEqual({ onHand: 5, counts: [{ delta: 3, counted: 5, expected: 2, actor }] })
  expect(await shelf(waiting.id)).toMatchObject({ onHand: 2, counts: [{ delta: 4 }] })
  const commits = await database.query<{ rows: number }>(
    `select count(*)::integer as rows from stock_movements
     where tenant_id = $1 and reason = 'recount' group by xmin::text order by 1`,
    [shop.tenantId],
  )
  expect(commits.map(({ rows }) => rows)).toEqual([22, 250, 250])

  // Sold since, counted again since, and both: the counter-movement is of what the count brought.
  await till.push('orders', [testSale(till, few, 2), testSale(till, waiting, 2)])
  await till.push('stockMovements', [
    testMovement({
      branchId: till.branchId,
      productId: ids[0],
      reason: 'recount',
      counted: 6,
      expected: 5,
      delta: 1,
      actorId: till.userId,
    }),
  ])
  const undoing = await command(`/bulk-operations/${counting.body['id']}/undo`)
  await work()
  expect(await read(undoing.body['id'])).toMatchObject({ state: 'done', changed: 520, failed: 2 })
  expect(await shelf(few.id)).toMatchObject({ onHand: 0, counts: [{ delta: 3 }, { delta: -3 }] })
  expect(await shelf(ids[1] ?? '')).toMatchObject({ onHand: 0 })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const { payload } = await app.inject({
    method: 'GET',
    url: `/api/v1/bulk-operations/${undoing.body['id']}/failures`,
    headers: admin.headers,
  })
  expect(payload).toContain('changed-since')
  expect(payload).toContain('stock-below-zero')

  const byThree = { kind: 'recount', branchId: till.branchId, way: 'by', pieces: -3 }
  const refused = await preview(everything, byThree)
  expect(refused.body).toMatchObject({ changed: 1, failed: 521, reasons: [{ code: 'stock-below-zero' }] })
  const nowhere = await preview(everything, { ...byThree, branchId: crypto.randomUUID() })
  expect(nowhere.body['error'].code).toBe('bulk/unknown-branch')
  const less = await preview(everything, { ...byThree, way: 'set' })
  expect(less.body['error'].code).toBe('bulk/below-nothing')
})

test('[M1] [O4] a list of counts is booked shelf by shelf, each with its own number, and undone', async () => {
  const products = [
    await testProduct(admin, { [till.branchId]: 4 }),
    await testProduct(admin, { [till.branchId]: 1 }),
    await testProduct(admin, {}),
  ]
  const [first, second, third] = products.map(({ id }) => id) as [string, string, string]
  const list = { kind: 'products', ids: [first, second, third] }
  const counted = {
    kind: 'recount-each',
    branchId: till.branchId,
    counts: { [first]: 4, [second]: 0, [third]: 7 },
  }
  const { body } = await start(list, counted)
  await work()
  expect(await read(body['id'])).toMatchObject({ state: 'done', changed: 2, unchanged: 1, failed: 0 })
  const shelves = async () =>
    new Map((await till.pullAll('stockLevels')).map((level) => [level['productId'], level['onHand']]))
  expect(await shelves()).toEqual(
    new Map([
      [first, 4],
      [second, 0],
      [third, 7],
    ]),
  )
  await till.push('orders', [testSale(till, { id: third, price: 1200 }, 2)])
  const undone = await command(`/bulk-operations/${body['id']}/undo`)
  await work()
  // Two of the seven that were found are sold: not all of them are there to be taken back.
  expect(await read(undone.body['id'])).toMatchObject({ changed: 1, failed: 1 })
  expect((await shelves()).get(second)).toBe(1)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const tooMany = Object.fromEntries(Array.from({ length: 501 }, () => [crypto.randomUUID(), 1]))
  expect((await preview(list, { ...counted, counts: tooMany })).body['error'].code).toBe('request/invalid')
  expect((await preview(list, { ...counted, counts: { [first]: -1 } })).status).toBe(400)
})

test('cancelled before its turn or between two chunks, what was done stays and can be undone', async () => {
  await manyProducts(deps, shop.tenantId, 1_100, { price: 1_000 })
  const first = await start(everything, tenPercentMore)
  const second = await start(everything, { kind: 'status', status: 'archived' })
  expect(await read(second.body['id'])).toMatchObject({ state: 'queued', ahead: 1 })
  expect((await command(`/bulk-operations/${second.body['id']}/cancel`)).body).toMatchObject({
    state: 'cancelled',
    changed: 0,
  })

  const once = new AbortController()
  const halfWay = runBulk(
    { ...deps, news: { ...deps.news, logMoved: () => once.abort() } },
    { data: { tenantId: shop.tenantId }, signal: once.signal, isLastTry: false },
  )
  expect(await halfWay).toBe('again')
  const { state, changed } = await read(first.body['id'])
  expect(state).toBe('running')
  // The other hand was at a chunk, too.
  expect([500, 1_000]).toContain(changed)
  expect((await command(`/bulk-operations/${first.body['id']}/cancel`)).body).toMatchObject({
    state: 'cancelled',
    changed,
  })
  expect(await work()).toBe('done')
  expect((await prices()).filter((price) => price === 1_100)).toHaveLength(changed)
  expect((await command(`/bulk-operations/${first.body['id']}/cancel`)).body['error'].code).toBe(
    'bulk/finished',
  )
  await command(`/bulk-operations/${first.body['id']}/undo`)
  await work()
  expect(new Set(await prices())).toEqual(new Set([1_000]))
})

test('bad input is refused with what to do, and nothing is half done', async () => {
  const [id = ''] = await manyProducts(deps, shop.tenantId, 2, { price: 1_000 })
  const head = await headOf(shop.tenantId)
  const cut: Operation = {
    kind: 'price-percent',
    basisPoints: -15_000,
    rounding: { ...exact, way: 'nearest' },
  }
  for (const path of ['/bulk-operations/preview', '/bulk-operations']) {
    const hash = path.endsWith('preview') ? {} : { hash: 'x' }
    const ask = (selection: object, operation: object) => command(path, { selection, operation, ...hash })
    expect(await ask(everything, cut)).toMatchObject({
      status: 422,
      body: { error: { code: 'bulk/below-zero' } },
    })
    for (const empty of [
      { kind: 'products', ids: [] },
      { ...everything, query: { ...everything.query, search: 'nothing like this' } },
    ])
      expect((await ask(empty, tenPercentMore)).body['error'].code).toBe('bulk/selection-empty')
    const wrong = {
      ...everything,
      query: { ...everything.query, filters: [{ field: 'price', op: 'lt', value: 'x' }] },
    }
    expect(await ask(wrong, tenPercentMore)).toMatchObject({
      status: 400,
      body: { error: { code: 'request/invalid' } },
    })
  }
  const selection = { ...everything, except: [id] }
  const { body } = await preview(selection, tenPercentMore)
  await manyProducts(deps, shop.tenantId, 1, { price: 1_000 })
  const changed = await command('/bulk-operations', {
    selection,
    operation: tenPercentMore,
    hash: body['hash'],
  })
  expect(changed).toMatchObject({
    status: 409,
    body: { error: { code: 'bulk/selection-changed', details: { count: 2 } } },
  })
  expect([await count('bulk_operations'), await count('bulk_chunks'), await count('jobs.job')]).toEqual([
    0, 0, 0,
  ])
  expect(await headOf(shop.tenantId)).toBe(head + 1)
  expect((await command(`/bulk-operations/${crypto.randomUUID()}/undo`)).status).toBe(404)
})

test('an operation is started once for its key, with its job, and the audit log says who', async () => {
  await manyProducts(deps, shop.tenantId, 2, { price: 1_000 })
  const { body } = await preview(everything, tenPercentMore)
  const asked = { selection: everything, operation: tenPercentMore, hash: body['hash'] }
  const first = await command('/bulk-operations', asked, 'the-same-key')
  expect(await command('/bulk-operations', asked, 'the-same-key')).toEqual(first)
  expect(await count('bulk_operations')).toBe(1)
  expect(await database.query('select name, data from jobs.job')).toEqual([
    { name: 'bulk.run', data: { tenantId: shop.tenantId } },
  ])
  expect(Object.keys(queues)).toContain('bulk.run')
  await work()
  const audit = await database.query('select action, actor_id, details from audit_log order by id')
  expect(audit).toMatchObject([
    { action: 'bulk.edit', actor_id: admin.userId, details: { operation: tenPercentMore, total: 2 } },
    { action: 'bulk.done', details: { changed: 2, failed: 0 } },
  ])
})

test('[A1] bulk operations are for the admins of this very business', async () => {
  await manyProducts(deps, shop.tenantId, 2, { price: 1_000 })
  const { body } = await start(everything, tenPercentMore)
  const support = await testLane(app, shop, 'support')
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  for (const [who, status] of [
    [till, 403],
    [support, 403],
    [stranger, 404],
  ] as const) {
    expect((await who.get(`/bulk-operations/${body['id']}`)).status).toBe(status)
    for (const name of ['cancel', 'retry', 'undo'])
      expect(
        (
          await who.post(
            `/bulk-operations/${body['id']}/${name}`,
            {},
            { 'idempotency-key': crypto.randomUUID() },
          )
        ).status,
      ).toBe(status)
  }
  for (const who of [till, support])
    expect(
      (await who.post('/bulk-operations/preview', { selection: everything, operation: tenPercentMore }))
        .status,
    ).toBe(403)
  expect((await stranger.get('/bulk-operations')).body).toEqual({ operations: [] })
})

test('[L6] a cancel that comes while a chunk is at work undoes that chunk, and nothing of it is left', async () => {
  await manyProducts(deps, shop.tenantId, 700, { price: 1_000 })
  const { body } = await start(everything, tenPercentMore)
  const head = await headOf(shop.tenantId)
  const turn = async (): Promise<void> => {
    await command(`/bulk-operations/${body['id']}/cancel`)
  }
  const chunk = deps.database
    .tenant(shop.tenantId)
    .transaction()
    .execute((tx) => runChunk(tx, deps, shop.tenantId, body['id'], turn))
  await expect(chunk).rejects.toThrow(Cancelled)
  expect(await read(body['id'])).toMatchObject({ state: 'cancelled', changed: 0 })
  expect(await work()).toBe('done')
  expect(new Set(await prices())).toEqual(new Set([1_000]))
  expect(await headOf(shop.tenantId)).toBe(head)
})

test('two workers at one operation, one of them thought dead, do every row once', async () => {
  await manyProducts(deps, shop.tenantId, 2_600, { price: 1_000 })
  const { body } = await start(everything, tenPercentMore)
  const head = await headOf(shop.tenantId)
  expect(await Promise.all([work(), work(), work()])).toEqual(['done', 'done', 'done'])
  expect(await read(body['id'])).toMatchObject({ state: 'done', changed: 2_600 })
  expect(new Set(await prices())).toEqual(new Set([1_100]))
  expect(await headOf(shop.tenantId)).toBe(head + 2_600)
})

test('a chunk knows whether somebody waits for its end: the next one comes a while later then', async () => {
  const [id = ''] = await manyProducts(deps, shop.tenantId, 1_001, { price: 1_000 })
  const { body } = await start(everything, tenPercentMore)
  const chunk = (turn: () => Promise<void>) =>
    deps.database
      .tenant(shop.tenantId)
      .transaction()
      .execute((tx) => runChunk(tx, deps, shop.tenantId, body['id'], turn))
  let waiting: Promise<unknown> = Promise.resolve()
  const first = await chunk(async () => {
    waiting = database.query('update products set price = price where id = $1', [id]).catch(() => {})
    await expect.poll(() => count('pg_locks where not granted'), { interval: 5 }).toBe(1)
  })
  await waiting
  expect(first).toEqual({ more: true, isAwaited: true })
  expect(await chunk(async () => {})).toEqual({ more: true, isAwaited: false })
})
