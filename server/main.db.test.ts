import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from './testing/test-database.ts'
import { PASSWORD, testShop } from './testing/test-shop.ts'

const database = await testDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'omnisync-main-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

/** `server/main.ts` as a process of its own; `said` grows as it speaks. */
function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      OMNISYNC_SECRET: 'a secret of the tests, long enough to sign with',
      OMNISYNC_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      HOST: '127.0.0.1',
      PORT: '0',
      ...settings,
    },
  })
  const running = { child, said: '', code: new Promise<number | null>((done) => child.once('exit', done)) }
  const listen = (text: Buffer) => (running.said += text.toString())
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  return running
}

const portOf = async (running: ReturnType<typeof start>): Promise<string> => {
  await expect.poll(() => running.said).toContain('OmniSync is running')
  return /http:\/\/localhost:(\d+)/.exec(running.said)![1]!
}

/** A request that the server has begun to read when this resolves; its body follows with `answered`, its status comes of it. */
async function post(url: string, payload: object) {
  const body = JSON.stringify(payload)
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    expect: '100-continue',
  }
  const asked = request(url, { method: 'POST', agent: false, headers })
  asked.flushHeaders()
  await once(asked, 'continue')
  return {
    async answered(): Promise<number | undefined> {
      asked.end(body)
      const [reply] = (await once(asked, 'response')) as [IncomingMessage]
      return reply.resume().statusCode
    },
  }
}

test('starts, serves, and leaves at SIGTERM with what it had in hand finished', async () => {
  const running = start({})
  const at = `http://127.0.0.1:${await portOf(running)}`
  expect(await (await fetch(`${at}/readyz`)).json()).toEqual({ status: 'ready' })
  const shop = await testShop(database)
  const first = await post(`${at}/api/v1/auth/login`, { email: shop.users.admin.email, password: PASSWORD })
  expect(await first.answered()).toBe(200)
  const again = { email: shop.users.cashier.email, password: PASSWORD }
  const inHand = await Promise.all(Array.from({ length: 8 }, () => post(`${at}/api/v1/auth/login`, again)))
  running.child.kill('SIGTERM')
  // Twice within a second is one Ctrl+C that came by two ways.
  running.child.kill('SIGTERM')
  expect(await Promise.all(inHand.map((reply) => reply.answered()))).toEqual(Array(8).fill(200))
  expect(await running.code).toBe(0)
  expect(running.said).toContain('Stopped.')
  expect(running.said).not.toContain(PASSWORD.repeat(2))
})

test('who leaves says so first, and answers whoever has not noticed', async () => {
  const running = start({ OMNISYNC_DRAIN_SECONDS: '2' })
  const at = `http://127.0.0.1:${await portOf(running)}`
  const before = await fetch(`${at}/healthz`)
  expect(before.headers.get('connection')).toBe('keep-alive')
  running.child.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${at}/readyz`)).status, { interval: 20 }).toBe(503)
  const late = await fetch(`${at}/healthz`)
  expect([late.status, late.headers.get('connection')]).toEqual([200, 'close'])
  expect(await running.code).toBe(0)
})

test('in production there is no demo shop, and no word of one', async () => {
  await database.empty()
  const running = start({})
  await portOf(running)
  expect(await database.query('select id from tenants')).toEqual([])
  expect(running.said).not.toMatch(/demo/i)
  running.child.kill('SIGINT')
  expect(await running.code).toBe(0)
})

test('a taken port, a database out of reach and impossible settings are said in a sentence', async () => {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? `${address.port}` : ''
  const cases = [
    { settings: { PORT: port }, says: `Port ${port} is taken` },
    {
      settings: { DATABASE_URL: database.url.replace(/:[^:@/]+@/, ':wrong@') },
      says: 'DATABASE_URL cannot be reached',
    },
    {
      settings: { PORT: 'many', OMNISYNC_SECRET: 'short' },
      says: 'OMNISYNC_SECRET: should have at least 32',
    },
  ]
  const all = cases.map(({ settings }) => start(settings))
  expect(await Promise.all(all.map((running) => running.code))).toEqual([1, 1, 1])
  for (const [at, running] of all.entries()) {
    expect(running.said).toContain(cases[at]!.says)
    expect(running.said).not.toMatch(/\n\s+at /)
  }

  // A demo shop that nobody could open is not filled.
  await database.empty()
  const demo = start({ NODE_ENV: 'development', PORT: port })
  expect(await demo.code).toBe(1)
  expect(demo.said).toContain(`Port ${port} is taken`)
  expect(demo.said).not.toContain('filling a demo shop')
  taken.close()
})
