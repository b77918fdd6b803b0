import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { connect } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { errors } from '../../shared/errors.ts'
import { CollectionName } from '../../shared/sync/protocol.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { testLane, testProduct, testSale } from '../../server/testing/test-lane.ts'
import type { TestLane } from '../../server/testing/test-lane.ts'
import { testNode } from '../../server/testing/test-node.ts'
import { testShop } from '../../server/testing/test-shop.ts'
import { doors } from './doors.ts'

const database = await testDatabase()
const { app } = await testNode(database.url, {
  shopFetch: () => Promise.reject(new Error('no shop is asked here')),
  telegram: { token: '1:none', apiRoot: 'http://127.0.0.1:1', isWebhook: true, chatPage: null },
})
const nobody = crypto.randomUUID()
const prey = {
  tenantId: nobody,
  branchId: nobody,
  userId: nobody,
  deviceId: nobody,
  productId: nobody,
  orderId: nobody,
}
let admin: TestLane
let till: TestLane
let product: { id: string; price: number }

beforeAll(async () => {
  const shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
  product = await testProduct(admin, { [till.branchId]: 100 })
})

type Reply = { statusCode: number; body: string; headers: object }

/** What tells a stranger how the server is made: paths, stacks, statements, Postgres's own words. */
const insides =
  /node_modules|\.ts:\d|\bat \w+ \(|\bselect\b.+\bfrom\b|syntax error|violates|relation "|ECONN/i

function expectCalm(where: string, { statusCode, body, headers }: Reply): void {
  expect(body, where).not.toMatch(insides)
  if (statusCode < 400) return
  const { code } = JSON.parse(body).error
  expect(errors, where).toHaveProperty([code])
  if (code !== 'shopify/unreachable' && code !== 'sync/busy')
    expect(statusCode, `${where} ${body}`).toBeLessThan(500)
  expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' })
}

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
/** As text, since JSON says more than a program writes. */
const hostile = [
  '1e999',
  '-1e999',
  '-0',
  '9007199254740993',
  '0.1',
  'null',
  'true',
  '[]',
  '{}',
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  `"'; drop table users; --"`,
  '"%_\\\\\\"$1${x}{{7*7}}<script>"',
  '"../../../../etc/passwd"',
  `"${'x'.repeat(100_000)}"`,
  `[${Array(2_000).fill('{}').join(',')}]`,
  deep,
]
const mark = 'put it here'

/** A body with one of its members, however deep, marked for something hostile. */
function marked(value: unknown): unknown[] {
  const within =
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, member]) =>
          marked(member).map((one) =>
            Array.isArray(value) ? Object.assign([...value], { [key]: one }) : { ...value, [key]: one },
          ),
        )
      : []
  return [mark, ...within]
}

const withBody = Object.entries(doors).flatMap(([name, { body }]) =>
  body ? [{ name, body: body(prey) }] : [],
)

/** As many at a time as the server has connections for. */
async function someAtOnce<T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += 10) await Promise.all(all.slice(from, from + 10).map(ask))
}

test.each(withBody)(
  '[U1] $name answers what is hostile with a documented error, and says nothing of its insides',
  async ({ name, body }) => {
    const [method, path] = name.split(' ') as ['POST', string]
    const url = `/api/v1${path.replace(':kind', 'send').replace(':week', '2026-01-02').replace(':collection', 'orders').replaceAll(/:\w+/g, nobody)}`
    const bodies = marked(body).flatMap((one) =>
      hostile.map((value) => JSON.stringify(one).replace(`"${mark}"`, () => value)),
    )
    await someAtOnce(bodies, async (payload) => {
      const headers = {
        ...admin.headers,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      }
      expectCalm(payload.slice(0, 200), await app.inject({ method, url, headers, payload }))
    })
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  },
)

test('[U1] addresses and questions likewise, at every door', async () => {
  const texts = ['%00', '%27%3B--', '..%2f..%2fetc%2fpasswd', '%E0%80%AF', '1e999', '[object Object]']
  const questions = [
    '',
    ...['limit', 'search', 'after', 'cursor', 'seq', 'branchId', 'from', 'sort', 'epoch'].flatMap((key) =>
      ['%00', '%27%3B--', '1e999'].map((text) => `?${key}=${text}`),
    ),
    '?limit=1&limit=2',
    `?${'a=1&'.repeat(900)}`,
    '?__proto__=1&constructor=2',
    '?search[a]=1',
  ]
  let asked = 0
  for (const name of Object.keys(doors)) {
    const [method, path] = name.split(' ') as ['GET', string]
    if (path.endsWith('/stream')) continue
    const urls = /:/.test(path) ? texts.map((text) => path.replaceAll(/:\w+/g, text)) : []
    const asking =
      method === 'GET'
        ? questions.map(
            (question) => `${path.replace(':collection', 'orders').replaceAll(/:\w+/g, nobody)}${question}`,
          )
        : []
    await someAtOnce([...urls, ...asking], async (url) => {
      asked += 1
      const reply = await app.inject({
        method,
        url: `/api/v1${url}`,
        headers: { ...admin.headers, 'idempotency-key': 'a' },
      })
      if (reply.headers['content-type']?.toString().startsWith('application/json'))
        expectCalm(`${method} ${url}`, reply)
    })
  }
  expect(asked).toBeGreaterThan(1_000)
})

test.each(CollectionName.options)(
  '[U1] [U5] hostile documents of %s are each kept aside, and the good one beside them is settled',
  async (name) => {
    const good = testSale(till, product)
    const documents = marked({ ...good, id: mark }).slice(1)
    const rows = documents.flatMap((one) =>
      hostile
        .filter((value) => value.length < 1_000)
        .map((value) => JSON.stringify({ newDocumentState: one }).replaceAll(`"${mark}"`, () => value)),
    )
    for (let from = 0; from < rows.length; from += 400) {
      const payload = `{"rows":[${rows.slice(from, from + 400).join(',')}]}`
      for (const lane of [till, admin]) {
        const headers = { ...lane.headers, 'content-type': 'application/json' }
        expectCalm(
          name,
          await app.inject({ method: 'POST', url: `/api/v1/replication/${name}/push`, headers, payload }),
        )
      }
    }
    expect(
      (await till.push('orders', [{ whatever: 1 }, good])).body['conflicts']
        .map(({ status }: { status: string }) => status)
        .toSorted(),
    ).toEqual(['accepted', 'rejected'])
  },
)

test('a small body that would be a gigabyte is not blown up, nor is any other that comes packed', async () => {
  const url = '/api/v1/replication/orders/push'
  const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20))
  expect(bomb.length).toBeLessThan(300_000)
  // Unpacked it would be taken, so that a refusal shows that nobody unpacks.
  const honest = JSON.stringify({ rows: [{ newDocumentState: testSale(till, product) }] })
  const post = (payload: string | Buffer, encoding?: string) =>
    app.inject({
      method: 'POST',
      url,
      headers: {
        ...till.headers,
        'content-type': 'application/json',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
      payload,
    })
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)
    for (const payload of [bomb, pack(honest)]) {
      const reply = await post(payload, encoding)
      expectCalm(encoding, reply)
      expect(reply.statusCode).toBe(400)
    }
  expect((await post(honest)).statusCode).toBe(200)
})

test('heads of a megabyte, of a thousand lines or of nonsense end their connection and nobody else’s', async () => {
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  const ask = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (data) => (heard += data.toString()))
      socket.on('error', () => {})
      socket.on('close', () => resolve(heard))
    })
  const get = 'GET /api/v1/healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n'
  for (const text of [
    `${get}x: ${'y'.repeat(1_000_000)}\r\n\r\n`,
    `${get}${'a: b\r\n'.repeat(20_000)}\r\n`,
    'nonsense\r\n\r\n',
    'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  ]) {
    const heard = await ask(text)
    expect(heard, text.slice(0, 60)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/)
    expect(heard).not.toMatch(insides)
    expect(await ask(`${get}\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
  }
})
