import { beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { Protocols } from '../../shared/sync/protocols.ts'

type Document = Record<string, unknown>

/** Renames a field of customers, and leaves everything else alone. */
function renamed(document: Document, from: string, to: string): Document {
  const { [from]: value, ...rest } = document
  return from in document ? { ...rest, [to]: value } : document
}
const ofCustomers = (change: (document: Document) => Document) => (collection: string, document: Document) =>
  collection === 'customers' ? change(document) : document

/** Pretended: today's wire is the fourth. In the second a customer had a `tel`, before the fourth a `fullName`. */
const protocols: Protocols = {
  current: 4,
  steps: {
    2: {
      up: ofCustomers((it) => renamed(it, 'tel', 'phone')),
      down: ofCustomers((it) => renamed(it, 'phone', 'tel')),
    },
    3: {
      up: ofCustomers((it) => renamed(it, 'fullName', 'name')),
      down: ofCustomers((it) => renamed(it, 'name', 'fullName')),
    },
  },
}

const database = await testDatabase()
const { app, clock } = await testNode(database.url, { protocols })
let till: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  till = await testLane(app, await testShop(database), 'cashier')
})

/** The till as it was when it spoke a version; null speaks none, as the contract's first did. */
function speaking(version: number | null) {
  const headers = { ...till.headers, ...(version === null ? {} : { 'x-protocol': String(version) }) }
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const reply = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: reply.statusCode, body: reply.json(), retryAfter: reply.headers['retry-after'] }
  }
  return {
    pull: (collection: string) => ask('GET', `/replication/${collection}/pull?seq=0`),
    push: (collection: string, document: Document, assumed?: Document) =>
      ask('POST', `/replication/${collection}/push`, {
        rows: [{ newDocumentState: document, ...(assumed && { assumedMasterState: assumed }) }],
      }),
    me: () => ask('GET', '/auth/me'),
  }
}

const customerOf = (fields: object): Document => ({
  id: crypto.randomUUID(),
  seq: 0,
  _deleted: false,
  email: null,
  note: null,
  updatedAt: new Date(clock.now()).toISOString(),
  ...fields,
})

test('[C9] devices of three versions write and read one customer, each in its own words', async () => {
  const sent = customerOf({ fullName: 'Ann', tel: '1' })
  expect((await speaking(2).push('customers', sent)).status).toBe(200)
  const told = await Promise.all(
    [2, 3, 4].map(async (version) => (await speaking(version).pull('customers')).body.documents[0]),
  )
  expect(told).toMatchObject([
    { id: sent['id'], fullName: 'Ann', tel: '1' },
    { id: sent['id'], fullName: 'Ann', phone: '1' },
    { id: sent['id'], name: 'Ann', phone: '1' },
  ])
  // An edit names what it was made upon, in the old words too; what it did not touch stays.
  await speaking(4).push('customers', { ...told[2], name: 'Anna' }, told[2])
  const edited = await speaking(2).push('customers', { ...told[0], tel: '2' }, told[0])
  expect(edited.body.conflicts).toMatchObject([{ fullName: 'Anna', tel: '2' }])
  expect((await speaking(4).pull('customers')).body.documents).toMatchObject([{ name: 'Anna', phone: '2' }])
})

test('[C9] [U3] what was sent before a reload and again after it, in the words of then and of now, is one document', async () => {
  const sent = customerOf({ fullName: 'Ann', tel: '1' })
  await speaking(2).push('customers', sent)
  const again = await speaking(4).push('customers', {
    ...sent,
    fullName: undefined,
    tel: undefined,
    name: 'Ann',
    phone: '1',
  })
  expect(again.status).toBe(200)
  expect((await speaking(4).pull('customers')).body.documents).toHaveLength(1)
  expect(await database.query('select 1 from dead_letters')).toEqual([])
})

test('[C9] an older device is answered 426, whatever it asks, and nothing of it is taken or kept as refused', async () => {
  for (const version of [0, 1]) {
    const device = speaking(version)
    const all = [
      await device.pull('products'),
      await device.push('customers', customerOf({})),
      await device.me(),
    ]
    expect(all.map(({ status, body }) => [status, body.error.code])).toEqual(
      Array(3).fill([426, 'device/too-old']),
    )
  }
  // Whoever names no version speaks the first: refused where documents travel, and nowhere else.
  expect((await speaking(null).push('customers', customerOf({}))).status).toBe(426)
  expect((await speaking(null).me()).status).toBe(200)
  expect(await database.query('select id from customers union all select id from dead_letters')).toEqual([])
})

test('[C9] a device that is ahead of this node is asked to come again, and not to reload', async () => {
  const answer = await speaking(5).push('customers', customerOf({ name: 'Ann', phone: null }))
  expect([answer.status, answer.body.error.code, answer.retryAfter]).toEqual([503, 'server/too-old', '1'])
})

test('[C9] the stream welcomes the same versions', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const firstWord = (protocol: number) =>
    new Promise<unknown>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/replication/stream`)
      const token = till.headers['authorization']?.slice('Bearer '.length)
      socket.on('open', () =>
        socket.send(JSON.stringify({ type: 'hello', token, deviceId: till.id, protocol })),
      )
      socket.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as { type: string; reason?: string }
        resolve(frame.reason ?? frame.type)
        socket.terminate()
      })
      socket.on('error', reject)
    })
  expect(await Promise.all([1, 2, 3, 4, 5].map(firstWord))).toEqual([
    'device/too-old',
    'ready',
    'ready',
    'ready',
    'server/too-old',
  ])
})
