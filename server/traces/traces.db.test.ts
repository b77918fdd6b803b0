import { createServer } from 'node:http'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import { openTraces } from './open-traces.ts'

type Value = { stringValue?: string; intValue?: string | number }
type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Value }[]
  status: { code?: number }
}
type Told = {
  resourceSpans: {
    resource: { attributes: { key: string; value: Value }[] }
    scopeSpans: { spans: Span[] }[]
  }[]
}

/** A collector as far as it matters: takes OTLP over HTTP, and keeps what it is told. */
const spans: Span[] = []
const texts: string[] = []
const collector = createServer((request, reply) => {
  let text = ''
  request.on('data', (part: Buffer) => (text += part.toString()))
  request.on('end', () => {
    texts.push(`${request.method} ${request.url} ${text}`)
    for (const { scopeSpans } of (JSON.parse(text) as Told).resourceSpans)
      spans.push(...scopeSpans.flatMap((it) => it.spans))
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done))
const address = collector.address()
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
afterAll(() => collector.close())

const traces = openTraces({ url, share: 1, instance: 'one', gatherMs: 20 })
afterAll(() => traces.close())
const business = await testDatabase()
const database = openDatabase({ url: business.url, onQuery: traces.queried })
const { app, clock } = await testNode(business.url, { database, traces })

beforeEach(async () => {
  await business.empty()
  clock.advance(60_000)
})

/** The span that is told under a name and fits, as soon as it is. */
const told = async (name: string, fits: (span: Span) => boolean = () => true): Promise<Span> => {
  await expect.poll(() => spans.some((it) => it.name === name && fits(it))).toBe(true)
  return spans.find((it) => it.name === name && fits(it))!
}
const valueOf = (span: Span, key: string): unknown => {
  const value = span.attributes.find((it) => it.key === key)?.value
  return value?.stringValue ?? (value?.intValue === undefined ? undefined : Number(value.intValue))
}

test('a push is told with its settling and its statements, as parts of what the caller began; no value of a statement is', async () => {
  const shop = await testShop(business)
  const admin = await testLane(app, shop, 'admin')
  const till = await testLane(app, shop, 'cashier')
  const product = await testProduct(admin, { [shop.branches.downtown]: 3 })
  const sale = testSale(till, product)
  const [traceId, parent] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/replication/orders/push',
    headers: { ...till.headers, traceparent: `00-${traceId}-${parent}-01` },
    payload: { rows: [{ newDocumentState: sale }] },
  })
  expect(reply.statusCode).toBe(200)
  const request = await told('POST /api/v1/replication/:collection/push', (it) => it.traceId === traceId)
  expect([request.parentSpanId, request.kind]).toEqual([parent, 2])
  expect(valueOf(request, 'http.response.status_code')).toBe(200)
  expect(valueOf(request, 'omnisync.request_id')).toBe(reply.headers['x-request-id'])
  expect(valueOf(request, 'omnisync.tenant_id')).toBe(shop.tenantId)
  expect(valueOf(request, 'omnisync.device_id')).toBe(till.id)
  const settling = await told('settle orders', (it) => it.traceId === traceId)
  expect([settling.parentSpanId, valueOf(settling, 'omnisync.documents')]).toEqual([request.spanId, 1])
  const statement = await told('insert orders', (it) => it.traceId === traceId)
  expect(statement.parentSpanId).toBe(settling.spanId)
  expect(BigInt(statement.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(statement.startTimeUnixNano))
  expect(valueOf(statement, 'db.query.text')).toContain('$1')
  const all = texts.join('')
  expect(all).toContain('POST /v1/traces')
  expect(all).toContain('"omnisync"')
  for (const value of [sale.id, product.id, till.headers['authorization']!]) expect(all).not.toContain(value)
})

test('a refusal is told by its code and is no failure, and an address by its route', async () => {
  await app.inject('/api/v1/auth/me')
  const refused = await told('GET /api/v1/auth/me')
  expect(valueOf(refused, 'http.response.status_code')).toBe(401)
  expect(valueOf(refused, 'omnisync.refusal')).toBe('auth/token-missing')
  const unknown = await app.inject('/api/v1/nothing/here')
  expect(unknown.statusCode).toBe(404)
  const none = await told('GET none')
  expect([valueOf(none, 'omnisync.refusal'), none.status.code ?? 0]).toEqual(['request/not-found', 0])
})

test('a collector that is away, or a share of nothing, holds up nobody', async () => {
  const away = openTraces({ url: 'http://127.0.0.1:9', share: 1, instance: 'two', gatherMs: 10 })
  const span = away.begin('job one', 'job', {})
  expect(await span.run(() => away.within('part', {}, () => Promise.resolve(7)))).toBe(7)
  await expect(
    span.run(() => away.within('part', {}, () => Promise.reject(new Error('no')))),
  ).rejects.toThrow('no')
  span.end()
  const began = performance.now()
  await away.close()
  // Far above what a busy machine takes, far below a collector that is waited for.
  expect(performance.now() - began).toBeLessThan(30_000)
  const none = openTraces({ url, share: 0, instance: 'three', gatherMs: 10 })
  const before = texts.length
  none.begin('job two', 'job', {}).end()
  await none.close()
  expect(spans.filter(({ name }) => name === 'job two')).toEqual([])
  expect(texts.length - before).toBeLessThan(3)
})
