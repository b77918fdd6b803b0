import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'

const { app, count, database, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']
let support: TestLane

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
  support = await testLane(app, shop, 'support')
})

const command = (lane: TestLane, path: string, body: unknown = {}, key: string = crypto.randomUUID()) =>
  lane.post(`/dead-letters/${path}`, body, { 'idempotency-key': key })
const open = async (query = ''): Promise<Json[]> =>
  (await support.get(`/dead-letters${query}`)).body['deadLetters'] as Json[]
const onlyLetter = async (): Promise<string> => {
  const letters = await open()
  expect(letters.length).toBe(1)
  return letters[0].id as string
}
const audited = () =>
  database.query<{ action: string; actor_id: string; device_id: string; details: Json }>(
    `select action, actor_id, device_id, details from audit_log where action like 'dead-letter.%' order by at, id`,
  )
const onHand = async (): Promise<Json> => (await till.pullAll('stockLevels'))[0]?.['onHand']

test('[U3] [U5] a corrected sale is settled as its lane and cashier, reaches that lane, and never twice', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const sale = testSale(till, product, 2)
  const wrong = { ...sale, tax: 1 }
  expect((await till.push('orders', [wrong])).body['conflicts']).toMatchObject([
    { status: 'rejected', seq: 0 },
  ])
  const id = await onlyLetter()
  const page = (await support.get(`/dead-letters/${id}`)).body
  expect(page).toMatchObject({
    code: 'order/wrong-sums',
    state: 'open',
    faults: [],
    stored: null,
    device: { id: till.id },
    user: { id: till.userId },
  })
  expect(page['reason']).toContain('sums')

  // As it came it is refused again, and stays.
  expect((await command(support, `${id}/replay`)).body).toMatchObject({
    outcome: 'refused',
    rejection: { code: 'order/wrong-sums' },
  })
  expect([await count('dead_letters'), await count('orders')]).toEqual([1, 0])

  const [first, second] = await Promise.all([
    command(support, `${id}/replay`, { payload: sale }, 'one-and-the-same'),
    command(support, `${id}/replay`, { payload: sale }, 'one-and-the-same'),
  ])
  expect(first.body).toMatchObject({ outcome: 'settled', document: { id: sale.id, status: 'accepted' } })
  expect(second).toEqual(first)
  expect((await command(admin, `${id}/replay`, { payload: sale })).body['error'].code).toBe(
    'dead-letter/not-open',
  )
  expect(await onHand()).toBe(7)
  expect((await till.pullAll('orders'))[0]).toMatchObject({
    id: sale.id,
    status: 'accepted',
    deviceId: till.id,
    cashierId: till.userId,
  })

  // Its lane still holds the first version, and sends it again, as does whoever imports its outbox.
  const head = await headOf(shop.tenantId)
  expect((await till.push('orders', [wrong])).body['conflicts']).toMatchObject([
    { id: sale.id, status: 'accepted', tax: sale.tax, rejection: null },
  ])
  await admin.post(`/devices/${till.id}/outbox-import`, {
    tenantId: shop.tenantId,
    documents: [{ collection: 'orders', document: wrong }],
  })
  expect(await headOf(shop.tenantId)).toBe(head)
  expect([await count('dead_letters'), await count('orders'), await onHand()]).toEqual([1, 1, 7])
  expect(await open()).toEqual([])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  const [tried, done] = await audited()
  expect([tried?.action, done?.action]).toEqual(['dead-letter.refused-again', 'dead-letter.replayed'])
  expect(done).toMatchObject({
    actor_id: support.userId,
    device_id: till.id,
    details: { changes: [{ path: 'tax', before: 1, after: sale.tax }], outcome: 'settled' },
  })
})

test('[U5] [L6] all letters of a cause are sent again, some at a time, once the cause is gone', async () => {
  const known = await testProduct(admin, {})
  const product = { id: crypto.randomUUID(), price: 1200 }
  const sales = Array.from({ length: 7 }, () => testSale(till, product))
  await till.push('orders', [...sales, { ...testSale(till, known), tax: 1 }])
  const causes = (await support.get('/dead-letters/causes')).body['causes'] as Json[]
  expect(causes.map((it) => [it.collection, it.code, it.count])).toEqual([
    ['orders', 'order/unknown-product', 7],
    ['orders', 'order/wrong-sums', 1],
  ])
  const cause = { collection: 'orders', code: 'order/unknown-product', limit: 3 }
  const [one, two] = [await open('?code=order/unknown-product&limit=4'), await open('?collection=orders')]
  expect([one.length, two.length]).toEqual([4, 8])

  await testProduct(admin, { [till.branchId]: 5 }, { id: product.id })
  let seen = { settled: 0, conflicts: 0, refused: 0, chunks: 0 }
  for (let after: Json = null; ;) {
    const { status, body } = await command(support, 'replay', { ...cause, after })
    expect(status).toBe(200)
    const { settled, conflicts, refused, next } = body as Json
    seen = {
      settled: seen.settled + settled,
      conflicts: seen.conflicts + conflicts,
      refused: seen.refused + refused,
      chunks: seen.chunks + 1,
    }
    if (next === null) break
    after = next
  }
  expect(seen).toEqual({ settled: 5, conflicts: 2, refused: 0, chunks: 3 })
  expect((await open()).map((it) => it.code)).toEqual(['order/wrong-sums'])
  expect(await onHand()).toBe(0)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[U5] a discarded letter keeps its payload and stays refused, whoever sends it and whatever has become of its cause', async () => {
  const product = { id: crypto.randomUUID(), price: 1200 }
  const sale = testSale(till, product)
  await till.push('orders', [sale])
  const id = await onlyLetter()
  expect((await command(support, `${id}/discard`, { reason: '' })).status).toBe(400)
  expect((await command(support, `${id}/discard`, { reason: 'rung up twice' })).status).toBe(200)
  expect((await command(support, `${id}/replay`)).body['error']).toMatchObject({
    code: 'dead-letter/not-open',
    details: { state: 'discarded' },
  })
  await testProduct(admin, { [till.branchId]: 5 }, { id: product.id })
  expect((await till.push('orders', [sale])).body['conflicts']).toMatchObject([{ status: 'rejected' }])
  await admin.post(`/devices/${till.id}/outbox-import`, {
    tenantId: shop.tenantId,
    documents: [{ collection: 'orders', document: sale }],
  })
  expect([await count('orders'), await count('dead_letters')]).toEqual([0, 1])
  expect((await support.get(`/dead-letters/${id}`)).body).toMatchObject({
    state: 'discarded',
    payload: sale,
    closed: { reason: 'rung up twice' },
  })
  expect(await audited()).toMatchObject([{ action: 'dead-letter.discarded', actor_id: support.userId }])
})

test('[U3] a document keeps its id; only the second of two under one id gets one of its own', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const sale = testSale(till, product)
  const twin = { ...testSale(till, product, 2), id: sale.id }
  await till.push('orders', [sale, { ...testSale(till, product), tax: 3 }])
  await till.push('orders', [twin])
  const letters = await open()
  const sums = letters.find((it) => it.code === 'order/wrong-sums')
  const reused = letters.find((it) => it.code === 'document/id-reused')
  const elsewhere = { ...sums.payload, id: crypto.randomUUID() }
  expect((await command(support, `${sums.id}/replay`, { payload: elsewhere })).body['error'].code).toBe(
    'dead-letter/other-document',
  )
  const page = (await support.get(`/dead-letters/${reused.id}`)).body
  expect(page['stored']).toMatchObject({ id: sale.id, total: sale.total })
  expect(page['differences']).toContainEqual({ path: 'total', before: sale.total, after: twin.total })
  const own = { ...twin, id: crypto.randomUUID() }
  expect((await command(support, `${reused.id}/replay`, { payload: own })).body['outcome']).toBe('settled')
  // The lane repeats what it wrote: answered by what stands there, and no new letter.
  expect((await till.push('orders', [twin])).body['conflicts']).toMatchObject([
    { id: sale.id, total: sale.total },
  ])
  expect([await count('orders'), await count('dead_letters'), await onHand()]).toEqual([2, 2, 6])
})

test('[M2] [U5] both halves of a transfer come back together, whatever garbage lies beside them', async () => {
  const product = { id: crypto.randomUUID(), price: 1 }
  const transferId = crypto.randomUUID()
  const half = { productId: product.id, transferId, deviceId: till.id, actorId: till.userId }
  const out = testMovement({ ...half, branchId: till.branchId, delta: -2, reason: 'transfer_out' })
  const into = testMovement({ ...half, branchId: shop.branches.riverside, delta: 2, reason: 'transfer_in' })
  await till.push('stockMovements', [out, into])
  // Postgres keeps them as they came, and fails where it is asked to read into them.
  await till.push('stockMovements', [
    { id: '\u0000' },
    { id: 'x', note: '\ud800', reason: `not ${transferId}` },
  ])
  await testProduct(admin, { [till.branchId]: 3 }, { id: product.id })
  const letters = await open()
  const letter = letters.find(({ documentId }) => documentId === out.id)
  expect((await command(support, `${letter.id}/replay`)).body['outcome']).toBe('settled')
  expect((await open()).length).toBe(letters.length - 2)
  expect(await onHand()).toBe(1)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[U3] what a till wrote of a customer first does not win again over the correction', async () => {
  const customer = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    name: 'Ann',
    phone: '1'.repeat(400),
    email: null,
    note: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  await till.push('customers', [customer])
  const id = await onlyLetter()
  const page = (await support.get(`/dead-letters/${id}`)).body
  expect(page['faults']).toMatchObject([{ path: 'phone' }])
  const fixed = { ...customer, phone: '123' }
  expect((await command(support, `${id}/replay`, { payload: fixed })).body['outcome']).toBe('settled')
  expect((await other.push('customers', [customer])).body['conflicts']).toMatchObject([{ phone: '123' }])
  expect((await till.push('customers', [customer])).body['conflicts']).toMatchObject([{ phone: '123' }])
  expect(await count('dead_letters')).toBe(1)
  expect(await count('customers')).toBe(1)
})

test('[A1] [P2] who may do what: no cashier, no cost for SUPPORT, no products by SUPPORT', async () => {
  const product = await testProduct(admin, {})
  const stored = (await admin.pullAll('products')).find((it) => it['id'] === product.id)
  await admin.push('products', [{ ...stored, price: -5 }], stored)
  const id = await onlyLetter()
  expect((await support.get(`/dead-letters/${id}`)).body['payload']).not.toHaveProperty('cost')
  expect((await support.get(`/dead-letters/${id}`)).body['stored']).not.toHaveProperty('cost')
  expect((await admin.get(`/dead-letters/${id}`)).body['payload']).toHaveProperty('cost')
  const payload = { ...stored, price: 5 }
  expect((await command(support, `${id}/replay`, { payload })).status).toBe(403)
  for (const path of [`${id}/replay`, `${id}/discard`, 'replay'])
    expect((await command(till, path, { reason: 'x', collection: 'products', code: 'x' })).status).toBe(403)
  expect((await till.get(`/dead-letters/${id}`)).status).toBe(403)
  expect((await command(admin, `${id}/replay`, { payload })).body['outcome']).toBe('settled')
  expect((await admin.get(`/dead-letters/${crypto.randomUUID()}`)).status).toBe(404)
})

test('[U5] text that no database keeps is corrected, and the correction is audited', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const sale = testSale(till, product)
  await till.push('orders', [{ ...sale, note: 'a\u0000b' }])
  const id = await onlyLetter()
  const answer = await command(support, `${id}/replay`, { payload: { ...sale, note: 'ab' } })
  expect(answer.body).toMatchObject({ outcome: 'settled' })
  expect((await audited())[0]?.details.changes).toEqual([{ path: 'note', before: 'a\uFFFDb', after: 'ab' }])
})
