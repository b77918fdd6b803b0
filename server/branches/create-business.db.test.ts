import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'

const database = await testDatabase()
const { app } = await testNode(database.url)
const dataDir = mkdtempSync(join(tmpdir(), 'omnisync-business-'))
chmodSync(dataDir, 0o755) // open to the user who runs Postgres for root
afterAll(() => rmSync(dataDir, { recursive: true }))
beforeEach(() => database.empty())

const PASSWORD = 'correct horse'
const flags = {
  name: 'Corner Shop',
  currency: 'EUR',
  'time-zone': 'Europe/Berlin',
  branch: 'Main Street',
  'branch-code': 'MS',
  'admin-name': 'Ann',
  email: 'Ann@example.com',
}

/** The command as a process of its own, in production and without a secret, a password coming by a pipe. */
async function run(
  changes: Partial<Record<keyof typeof flags, string>> = {},
  { input = `${PASSWORD}\n`, settings = { DATABASE_URL: database.url } as Record<string, string> } = {},
) {
  const args = Object.entries({ ...flags, ...changes }).map(([name, value]) => `--${name}=${value}`)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'create-business.ts'), ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      OMNISYNC_DATA_DIR: dataDir,
      PORT: '4321',
      ...settings,
    },
  })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  child.stdin.on('error', () => {}) // one that refuses its flags does not stay to read
  child.stdin.end(input)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  expect(said).not.toContain(PASSWORD)
  expect(said, 'no stack').not.toMatch(/\n\s+at /)
  return { code, said }
}

const count = async (table: string) =>
  (await database.query<{ number: number }>(`select count(*)::int as number from ${table}`))[0]?.number

test('[L1] the admin it makes logs in, adds a lane, and the lane pulls the branch', async () => {
  const { code, said } = await run()
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('http://localhost:4321') })

  const login = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: 'ann@example.com', password: PASSWORD },
  })
  expect(login.statusCode).toBe(200)
  expect(login.json().user).toMatchObject({ name: 'Ann', role: 'ADMIN', branchId: null })
  const headers = { authorization: `Bearer ${login.json().accessToken}` }
  const { branches } = (await app.inject({ url: '/api/v1/branches', headers })).json()
  const id = crypto.randomUUID()
  const lane = await app.inject({
    method: 'POST',
    url: '/api/v1/devices',
    headers,
    payload: { id, name: 'Lane 1', branchId: branches[0].id },
  })
  expect(lane.statusCode).toBe(201)
  const pulled = await app.inject({
    url: '/api/v1/replication/branches/pull?seq=0&limit=10',
    headers: { ...headers, 'x-device-id': id },
  })
  expect(pulled.json().documents).toEqual([
    expect.objectContaining({
      seq: 1,
      code: 'MS',
      name: 'Main Street',
      settings: expect.objectContaining({ currency: 'EUR', timeZone: 'Europe/Berlin' }),
    }),
  ])
  expect(await database.query('select name, currency, time_zone from tenants')).toEqual([
    { name: 'Corner Shop', currency: 'EUR', time_zone: 'Europe/Berlin' },
  ])
  expect(await database.query('select action, actor_id from audit_log')).toEqual([
    { action: 'user.created', actor_id: null },
  ])
  const [person] = await database.query<{ hash: string }>('select password_hash as hash from users')
  expect(person?.hash).toMatch(/^\$argon2id\$/)
})

test('an e-mail that is taken is refused as often as it comes, and nothing is half made', async () => {
  expect((await run()).code).toBe(0)
  for (const email of ['ann@example.com', 'ANN@example.com']) {
    const { code, said } = await run({ email, name: 'Another' })
    expect(code).toBe(1)
    expect(said).toContain(`Somebody logs in with ${email} already`)
  }
  expect([await count('tenants'), await count('log_heads'), await count('branches')]).toEqual([1, 1, 1])
})

test('what will not do is named, each with what it should be, and nothing is made', async () => {
  const cases: [Parameters<typeof run>, string][] = [
    [[{ name: ' ' }], '--name: should not be empty'],
    [[{ currency: 'usd' }], '--currency: three capital letters'],
    [[{ currency: 'XQQ' }], '--currency: should be a currency'],
    [[{ 'time-zone': 'Mars' }], '--time-zone: should be a time zone'],
    [[{ 'time-zone': '+05:00' }], '--time-zone: should be a time zone'],
    [[{ 'branch-code': 'm s' }], '--branch-code: should be 1 to 8 capital letters'],
    [[{ email: 'ann' }], '--email: an email address'],
    [[{}, { input: 'short\n' }], 'at least 8 characters'],
    [[{}, { input: '' }], 'at least 8 characters'],
    [[{}, { settings: { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' } }], 'cannot be reached'],
    [[{}, { settings: { DATABASE_URL: 'mysql://' } }], 'DATABASE_URL: should look like'],
  ]
  for (const [how, says] of cases) {
    const { code, said } = await run(...how)
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining(says) })
  }
  expect(await count('tenants')).toBe(0)
})

test('the embedded Postgres is made and migrated where there is none, and left alone while a server has it', async () => {
  const settings = { DATABASE_URL: '' }
  expect(await run({}, { settings })).toMatchObject({ code: 0 })
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} })
  try {
    const { code, said } = await run({ email: 'bea@example.com' }, { settings })
    expect(code).toBe(1)
    expect(said).toContain('stop the server, run this again')
  } finally {
    await server.stop()
  }
  expect((await run({}, { settings })).said).toContain('Somebody logs in with')
})
