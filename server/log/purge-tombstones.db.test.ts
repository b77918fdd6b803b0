import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { forgetOld } from '../status/forget-old.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { renewEpochs } from './epoch.ts'
import { purgeTombstones } from './purge-tombstones.ts'

const DAY_MS = 86_400_000
const { app, database, deps, clock, openShop, count } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

type Customer = ReturnType<typeof customerOf>
function customerOf(name: string) {
  const fields = { phone: null, email: null, note: null, updatedAt: '2026-01-01T00:00:00.000Z' }
  return { id: crypto.randomUUID(), seq: 0, _deleted: false, name, ...fields }
}

const add = (...customers: Customer[]) => admin.push('customers', customers)
const drop = (...customers: Customer[]) =>
  admin.post('/replication/customers/push', {
    rows: customers.map((one) => ({ newDocumentState: { ...one, _deleted: true }, assumedMasterState: one })),
  })
const tidy = () => forgetOld(deps, shop.tenantId)

/** A week in which somebody tidies up, so many times. */
async function weeks(many: number): Promise<void> {
  for (let week = 0; week < many; week += 1) {
    clock.advance(7 * DAY_MS)
    await tidy()
  }
  // The token of before has ended long ago.
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
  other = await testLane(app, shop, 'cashier')
}

type Checkpoint = { epoch: string; seq: number }

/** A device that does no more than the wire contract says: pages from its checkpoint on, anew where it is refused. */
function device() {
  const rows = new Map<string, Json>()
  const known: { checkpoint: Checkpoint | null; begun: number } = { checkpoint: null, begun: 0 }
  const page = async (lane: TestLane, limit: number): Promise<boolean> => {
    const { epoch, seq } = known.checkpoint ?? { epoch: null, seq: 0 }
    const named = epoch === null ? '' : `&epoch=${epoch}`
    const { status, body } = await lane.get(`/replication/customers/pull?seq=${seq}&limit=${limit}${named}`)
    if (status === 409) {
      expect(body['error'].code).toBe('sync/epoch-changed')
      rows.clear()
      known.checkpoint = null
      return true
    }
    known.begun += epoch === null ? 1 : 0
    for (const document of body['documents']) {
      if (document._deleted) rows.delete(document.id)
      else rows.set(document.id, document)
    }
    known.checkpoint = body['checkpoint']
    return body['documents'].length === limit
  }
  return {
    rows,
    known,
    page,
    async sync(lane: TestLane, limit = 2) {
      for (let pages = 0; await page(lane, limit); pages += 1) expect(pages).toBeLessThan(100)
    },
  }
}

const names = ({ rows }: ReturnType<typeof device>) =>
  [...rows.values()].map((it) => String(it.name)).toSorted((a, b) => (a < b ? -1 : 1))

test('[L5] tombstones go after 120 days and no sooner, and nothing else does', async () => {
  const [ann, ben] = [customerOf('Ann'), customerOf('Ben')]
  await add(ann, ben)
  await tidy()
  await drop(ann)
  await weeks(17)
  expect(await count('customers')).toBe(2)
  await weeks(2)
  expect(await count('customers')).toBe(1)
  expect(await count('log_marks')).toBeLessThan(20)
})

test('[L5] a device is refused where it may have missed a delete, and nowhere else', async () => {
  const [ann, ben, cid, dan] = [customerOf('Ann'), customerOf('Ben'), customerOf('Cid'), customerOf('Dan')]
  await add(ann, ben, cid, dan)
  const [before, after, away] = [device(), device(), device()]
  await before.sync(till)
  await away.sync(till)
  await drop(ann)
  await after.sync(till)
  const unpurged = { ...(after.known.checkpoint as Checkpoint) }
  await weeks(19)
  expect(await count('customers')).toBe(3)

  await before.sync(till)
  expect([before.known.begun, names(before)]).toEqual([2, ['Ben', 'Cid', 'Dan']])
  await after.sync(till)
  expect([after.known.begun, names(after)]).toEqual([1, ['Ben', 'Cid', 'Dan']])
  // The first page of whoever begins now ends before the purged tombstone, and the next is theirs all the same.
  const fresh = device()
  await fresh.sync(other)
  expect([fresh.known.begun, names(fresh)]).toEqual([1, ['Ben', 'Cid', 'Dan']])
  // One purge more, with a device in the middle of its first pull: it may have what the second purge forgets.
  const middle = device()
  await middle.page(other, 1)
  const ben1 = (await till.pullAll('customers')).find((one) => one['name'] === 'Ben') as Customer
  await drop(ben1)
  await weeks(19)
  await middle.sync(other)
  expect([middle.known.begun, names(middle)]).toEqual([2, ['Cid', 'Dan']])
  await away.sync(till)
  expect(names(away)).toEqual(['Cid', 'Dan'])

  // Push and stream know it too: by the position where it is said, by the name alone where it is not.
  const stale = before.known.checkpoint as Checkpoint
  const put = (query: string) =>
    till.post(`/replication/customers/push?${query}`, { rows: [{ newDocumentState: customerOf('Eve') }] })
  expect((await put(`epoch=${unpurged.epoch}&seq=${unpurged.seq}`)).status).toBe(409)
  expect((await put(`epoch=${unpurged.epoch}`)).status).toBe(409)
  expect((await put(`epoch=${stale.epoch}&seq=${(away.known.checkpoint as Checkpoint).seq}`)).status).toBe(
    200,
  )
  expect((await put(`epoch=${(away.known.checkpoint as Checkpoint).epoch}`)).status).toBe(200)
})

test('[L5] a purge of one collection or branch sends nobody away from another', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const [ann] = [customerOf('Ann')]
  await add(ann)
  const at = async (collection: string) =>
    (await till.get(`/replication/${collection}/pull?seq=0`)).body['checkpoint'] as Checkpoint
  const products = { ...(await at('products')), seq: 1 }
  await drop(ann)
  await weeks(19)
  expect(await count('customers')).toBe(0)
  const next = await till.get(`/replication/products/pull?seq=${products.seq}&epoch=${products.epoch}`)
  expect(next.status).toBe(200)
  expect(next.body['checkpoint'].epoch).not.toBe(products.epoch)
  expect(product.id).toBeTypeOf('string')
})

test('[L5] the tombstone of a product that the stock names stays', async () => {
  const kept = await testProduct(admin, { [till.branchId]: 1 })
  const gone = await testProduct(admin, {})
  for (const { id } of [kept, gone]) {
    const [current] = (await admin.pullAll('products')).filter((one) => one['id'] === id)
    await admin.push('products', [{ ...current, _deleted: true }], current)
  }
  await weeks(19)
  expect(await database.query('select id, deleted from products')).toEqual([{ id: kept.id, deleted: true }])
})

test('[L5] [L6] a purge that is killed in its middle hides no delete; chunks are of at most 500', async () => {
  const many = Array.from({ length: 620 }, (_, index) => customerOf(`C ${index}`))
  await add(...many.slice(0, 310))
  await add(...many.slice(310))
  const away = device()
  await away.sync(till, 500)
  expect(away.rows.size).toBe(620)
  await drop(...many.slice(0, 310))
  await drop(...many.slice(310))
  await tidy()
  await weeks(16)
  clock.advance(14 * DAY_MS)
  // Killed after its first chunk: what it did until then is committed.
  await database.query(`
    create or replace function purge_once() returns trigger language plpgsql as $$
    begin
      if (select count(*) from customers) < 100 then raise exception 'killed'; end if;
      return null;
    end $$;
    create trigger killed after delete on customers for each statement execute function purge_once()`)
  try {
    await expect(purgeTombstones(deps, shop.tenantId)).rejects.toThrow('killed')
    // The horizon stands, and some of the rows are still there: who was away is told in either case.
    expect(await count('customers')).toBe(120)
    till = await testLane(app, shop, 'cashier')
    await away.sync(till, 500)
    expect([away.known.begun, away.rows.size]).toEqual([2, 0])
  } finally {
    await database.query('drop trigger killed on customers')
  }
  expect(await purgeTombstones(deps, shop.tenantId)).toBe(120)
  expect(await count('customers')).toBe(0)
})

test('[L5] [E1] after a restore everybody begins anew, under a name that knows no purge', async () => {
  const [ann, ben] = [customerOf('Ann'), customerOf('Ben')]
  await add(ann, ben, customerOf('Cid'))
  await drop(ann)
  await weeks(19)
  const one = device()
  await one.sync(till)
  await renewEpochs(database.url)
  await one.sync(till, 1)
  expect([one.known.begun, names(one)]).toEqual([2, ['Ben', 'Cid']])
})

test('[L5] the server can purge nothing but tombstones behind its own horizon', async () => {
  const ann = customerOf('Ann')
  await add(ann, customerOf('Ben'))
  await drop(ann)
  const asked = await sql`select purge_tombstones(500) as gone`.execute(deps.database.tenant(shop.tenantId))
  expect(asked.rows).toEqual([{ gone: 0 }])
  expect(await count('customers')).toBe(2)
})
