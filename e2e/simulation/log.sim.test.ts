import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { manualClock } from '../../server/testing/manual-clock.ts'
import { seededIds } from '../../server/testing/seeded-ids.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { movementOf, refundOf, saleOf, transferOf } from '../support/documents.ts'
import { startNode } from '../support/nodes.ts'
import type { Node } from '../support/nodes.ts'
import { openTill, pullPage, push, sync, write } from '../support/till.ts'
import type { Doc, Till } from '../support/till.ts'
import { checkConflicts, checkLedger, checkRefunds } from './check-books.ts'
import { readBooks } from './ledger.ts'
import { nothingSeen } from './world.ts'
import { openNetwork } from '../support/network.ts'
import { insertTenant } from '../support/tenant.ts'

const database = await testDatabase()
const clock = manualClock()
const newId = seededIds(1, clock.now)
const nodes: Node[] = []
const network = openNetwork(nodes, nothingSeen())

beforeAll(async () => {
  for (let index = 0; index < 2; index += 1) nodes.push(await startNode(database.url, clock))
})
afterAll(async () => {
  for (const node of nodes) await node.close()
})

async function openShop(lanes: number, stock: number[]) {
  const tenant = await insertTenant(database, newId, { lanes, stock })
  return {
    tenant,
    tills: tenant.lanes.map((lane, index) => openTill(lane, `till ${index + 1}`, index % 2, 7)),
  }
}

function deliveryAt(till: Till, productId: string): Doc {
  return movementOf(till, { newId, now: clock.now() }, { productId, delta: 1, reason: 'receive' })
}

test('[P1] [L1] [L2] a reader that follows the log misses nothing of what many write at once through two nodes', async () => {
  const { tenant, tills } = await openShop(6, [0, 0, 0, 0, 0])
  const reader = openTill({ ...(tills[0] as Till), caller: tenant.support }, 'reader', 1, 7)
  const writers = tills.map(async (till) => {
    for (let round = 0; round < 25; round += 1) {
      const product = tenant.products[(round + tills.indexOf(till)) % tenant.products.length]
      write(till, {
        collection: 'stockMovements',
        document: deliveryAt(till, product?.id ?? ''),
        assumed: null,
      })
      expect(await pushOne(till)).toBe(true)
    }
  })
  let writing = true
  const all = Promise.all(writers).finally(() => (writing = false))
  const seqs: number[] = []
  let from: { epoch: string; seq: number } | null = null
  let pagesMeanwhile = 0
  for (let isLast = false; !isLast;) {
    isLast = !writing
    for (;;) {
      const page = await pullPage(network, reader, 'stockMovements', from, 7)
      from = page.checkpoint
      seqs.push(...page.documents.map((document) => document.seq))
      if (!isLast) pagesMeanwhile += 1
      if (page.documents.length < 7) break
    }
  }
  await all
  const stored = await database.query<{ seq: number }>(
    'select seq::integer from stock_movements where tenant_id = $1 order by seq',
    [tenant.id],
  )
  expect(seqs).toEqual(stored.map((row) => row.seq))
  expect(stored.length).toBe(6 * 25)
  expect(pagesMeanwhile).toBeGreaterThan(10)
})

async function pushOne(till: Till): Promise<boolean> {
  const rows = till.outbox.splice(0)
  return (await push(network, till, 'stockMovements', rows)).size === rows.length
}

test('[U4] what one device wrote is settled in the order in which it wrote it, beside others that push at the same time', async () => {
  const { tenant, tills } = await openShop(6, [100_000])
  const [product] = tenant.products
  if (!product) throw new Error('a shop without products')
  await Promise.all(
    tills.map(async (till) => {
      for (let round = 0; round < 6; round += 1) {
        for (let count = 0; count < 15; count += 1) {
          const writing = { newId, now: clock.now() }
          const document = saleOf(till, writing, [{ product, quantity: 1, discount: 0 }], null)
          write(till, { collection: 'orders', document, assumed: null })
        }
        expect(await sync(network, till)).toBe('done')
      }
    }),
  )
  for (const till of tills) {
    const places = till.written.map((it) => till.answers.get(it.document.id)?.seq ?? 0)
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
})

test('[U4] a poisoned document in a crowd is refused alone, and all the others of its batch are taken', async () => {
  const { tenant, tills } = await openShop(2, [1000])
  const [product] = tenant.products
  const [till] = tills
  if (!product || !till) throw new Error('a shop without tills')
  const good = Array.from({ length: 300 }, () =>
    saleOf(till, { newId, now: clock.now() }, [{ product, quantity: 1, discount: 0 }], null),
  )
  const bad = { ...good[150], id: newId(), customerId: 'nobody' } as Doc
  const documents = [...good.slice(0, 150), bad, ...good.slice(150)]
  const answers = await push(
    network,
    till,
    'orders',
    documents.map((document) => ({ collection: 'orders', document, assumed: null })),
  )
  expect(good.map((it) => answers.get(it.id)?.['status'])).toEqual(good.map(() => 'accepted'))
  expect(answers.get(bad.id)?.['status']).toBe('rejected')
})

test('[M2] [U4] a transfer stays whole where a batch of 200 ends between its halves', async () => {
  const { tenant, tills } = await openShop(2, [10])
  const [product] = tenant.products
  const [till] = tills
  if (!product || !till) throw new Error('a shop without tills')
  const before = Array.from({ length: 199 }, () => deliveryAt(till, product.id))
  const other = tenant.branches[1]
  const halves = transferOf(till, { newId, now: clock.now() }, product.id, 3, other)
  const answers = await push(
    network,
    till,
    'stockMovements',
    [...before, ...halves].map((document) => ({ collection: 'stockMovements', document, assumed: null })),
  )
  // What is on the other branch's shelf is not this till's to know (P2).
  expect(halves.map((half) => answers.get(half.id)?.['balance'])).toEqual([10 + 199 - 3, null])
})

test('[O6] [O2] a refund is decided by its place in the log, even where another node settles its sale at that moment', async () => {
  const { tenant, tills } = await openShop(4, [1000])
  const [product] = tenant.products
  const [seller, , refunder] = tills
  if (!product || !seller || !refunder) throw new Error('a shop without tills')
  refunder.node = 1
  for (let round = 0; round < 40; round += 1) {
    const writing = { newId, now: clock.now() }
    const sale = saleOf(seller, writing, [{ product, quantity: 2, discount: 0 }], null)
    const refund = refundOf(refunder, writing, sale, 1, true)
    await Promise.all([
      push(network, seller, 'orders', [{ collection: 'orders', document: sale, assumed: null }]),
      push(network, refunder, 'orders', [{ collection: 'orders', document: refund, assumed: null }]),
    ])
  }
  const books = await readBooks(database, tenant.id)
  expect(books.orders.length).toBe(80)
  checkConflicts(books)
  checkRefunds(books)
})

test('[O4] [M1] the first deliveries of a product, on two nodes at once, are both on the shelf', async () => {
  const { tenant, tills } = await openShop(3, [0, 0, 0, 0, 0, 0, 0, 0])
  const [one, , other] = tills
  if (!one || !other) throw new Error('a shop without tills')
  other.node = 1
  for (const product of tenant.products) {
    await Promise.all(
      [one, other].map((till) =>
        push(network, till, 'stockMovements', [
          { collection: 'stockMovements', document: deliveryAt(till, product.id), assumed: null },
        ]),
      ),
    )
  }
  const books = await readBooks(database, tenant.id)
  checkLedger(books)
  expect([...books.levels.values()]).toEqual(tenant.products.map(() => 2))
})

test('[S1] [S2] the stream says only how far the log has come; by then a pull through either node finds it', async () => {
  const { tenant, tills } = await openShop(2, [10])
  const [writer, listener] = tills
  const [product] = tenant.products
  if (!writer || !listener || !product) throw new Error('a shop without tills')
  const { app } = nodes[1] as Node
  const frames: Record<string, unknown>[] = []
  const socket = (await app.injectWS('/api/v1/replication/stream')) as unknown as WebSocket
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())))
  const token = app.access.sign(listener.caller)
  socket.send(JSON.stringify({ type: 'hello', token, deviceId: listener.id, protocol: 1 }))
  // News of the log may follow at once.
  await expect.poll(() => frames.map((frame) => frame['type']), { timeout: 45_000 }).toContain('ready')

  const sale = saleOf(writer, { newId, now: clock.now() }, [{ product, quantity: 1, discount: 0 }], null)
  write(writer, { collection: 'orders', document: sale, assumed: null })
  expect(await sync(network, writer)).toBe('done')
  const seq = writer.answers.get(sale.id)?.seq ?? Infinity
  const isTold = (): boolean => Number(frames.at(-1)?.['head']) >= seq
  await expect.poll(isTold, { timeout: 45_000 }).toBe(true)
  for (const node of [0, 1]) {
    const page = await pullPage(network, { ...listener, node, caller: tenant.support }, 'orders', null, 100)
    expect(page.documents.map((document) => document.id)).toEqual([sale.id])
  }
  expect(new Set(frames.flatMap((frame) => Object.keys(frame)))).toEqual(
    new Set(['type', 'epoch', 'head', 'collections']),
  )
  expect(JSON.stringify(frames)).not.toContain(sale.id)
  socket.terminate()
})
