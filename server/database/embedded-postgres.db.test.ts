import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isAlive } from './embedded/running.ts'

const FAST = { fsync: 'off', max_connections: '20', shared_buffers: '16MB' }

let scratch: string
let dataDir: string
let said: string[]
let running: EmbeddedPostgres | undefined

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'omnisync-embedded-'))
  chmodSync(scratch, 0o755) // open to the user who runs Postgres for root
  dataDir = join(scratch, 'data')
  said = []
  running = undefined
})

afterEach(async () => {
  await running?.stop()
  // Only ever what this test made: tests move `dataDir` about.
  rmSync(scratch, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line), settings: FAST })
  return running
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: sql })
    return rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

/** A child node that starts Postgres on our data folder and stays, to be killed. */
async function startInChild(): Promise<{ nodePid: number; postgresPid: number; kill(): Promise<void> }> {
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))
  const options = `{ dataDir: ${JSON.stringify(dataDir)}, log: () => {}, settings: ${JSON.stringify(FAST)} }`
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startEmbeddedPostgres } = await import(${module})
       const postgres = await startEmbeddedPostgres(${options})
       console.log(postgres.pid())
       setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const postgresPid = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())))
    child.once('exit', () => reject(new Error('the child ended early')))
  })
  return { nodePid: child.pid!, postgresPid, kill: () => (child.kill('SIGKILL'), gone) }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await isTrue()); await sleep(20)) {
    if (Date.now() > end) throw new Error('waited 20 s in vain')
  }
}

test('the first start makes a database, and the second finds what the first wrote', async () => {
  const first = await start()
  expect(await ask(first.url, 'show server_version')).toEqual([expect.stringMatching(/^18\./)])
  await ask(first.url, `create table shelf as select 'shirt' as name`)
  await first.stop()
  expect(isAlive(first.pid())).toBe(false)

  const second = await start()
  expect(await ask(second.url, 'select name from shelf')).toEqual(['shirt'])
  expect(new URL(second.url).port, 'the port is remembered').toBe(new URL(first.url).port)
})

test('text is kept as UTF-8 and compared the same on every machine', async () => {
  const { url } = await start()
  expect(await ask(url, `select upper('größe é ж')`)).toEqual(['GRÖSSE É Ж'.replace('SS', 'ß')])
  expect(await ask(url, `select x from (values ('b'), ('B'), ('a')) as t(x) order by x`)).toEqual([
    'B',
    'a',
    'b',
  ])
})

test('a stranger without the password is refused', async () => {
  const { url } = await start()
  const stranger = new URL(url)
  stranger.password = 'guess'
  await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('a second start on the same folder is told who has it and what to do', async () => {
  const first = await start()
  const again = startEmbeddedPostgres({ dataDir, log: () => {}, settings: FAST })
  await expect(again).rejects.toThrow(
    new RegExp(`${dataDir} is in use .* \\(process ${process.pid}\\).*OMNISYNC_DATA_DIR`),
  )
  expect(await ask(first.url, 'select 1'), 'the first is not disturbed').toEqual([1])
})

test('a second start from another process is refused while the first lives', async () => {
  const child = await startInChild()
  try {
    const refused = startEmbeddedPostgres({ dataDir, log: () => {}, settings: FAST, patience: 300 })
    await expect(refused).rejects.toThrow(`process ${child.nodePid}`)
    expect(isAlive(child.postgresPid)).toBe(true)
  } finally {
    await child.kill()
    await (await start()).stop()
    running = undefined
  }
})

test('a start that comes before the last one has quite ended waits for it', async () => {
  const child = await startInChild()
  const waiting = start()
  await sleep(500)
  await child.kill()
  expect(await ask((await waiting).url, 'select 1')).toEqual([1])
})

test('kill -9 of node leaves Postgres behind: the next start stops it and carries on', async () => {
  const child = await startInChild()
  await child.kill()
  expect(isAlive(child.postgresPid), 'an orphan, as the test means it').toBe(true)

  const { url } = await start()
  expect(said.join()).toContain(`stopping the Postgres (process ${child.postgresPid})`)
  expect(isAlive(child.postgresPid)).toBe(false)
  expect(await ask(url, 'select 1')).toEqual([1])
})

test('kill -9 of node and Postgres at once: what was committed is there', async () => {
  const first = await start()
  await ask(first.url, 'create table shelf as select 7 as count')
  await first.stop()
  const child = await startInChild()
  await child.kill()
  process.kill(child.postgresPid, 'SIGKILL')

  const second = await start()
  expect(await ask(second.url, 'select count from shelf')).toEqual([7])
})

test('kill -9 of Postgres alone, three times in a row: it comes back on the same address each time', async () => {
  const postgres = await start()
  for (let time = 1; time <= 3; time += 1) {
    const killed = postgres.pid()
    process.kill(killed, 'SIGKILL')
    await until(() => postgres.pid() !== killed)
    expect(await ask(postgres.url, 'select 1')).toEqual([1])
  }
  expect(said.join()).toContain('starting it again in 5 s')
})

test('a Postgres that waits to be started again is stopped with its owner', async () => {
  const postgres = await start()
  for (const expected of ['again', 'again in 1 s', 'again in 5 s']) {
    await until(() => isAlive(postgres.pid()))
    process.kill(postgres.pid(), 'SIGKILL')
    await until(() => said.join().includes(`starting it ${expected}`))
  }
  const dead = postgres.pid()
  await postgres.stop()
  expect(postgres.pid(), 'it did not wait for another start').toBe(dead)
})

test('a stale pid file whose number belongs to somebody else by now is no hindrance', async () => {
  await (await start()).stop()
  const cluster = join(dataDir, 'postgres')
  expect(existsSync(cluster)).toBe(true)
  writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n`)
  expect(await ask((await start()).url, 'select 1')).toEqual([1])
})

test('a remembered port that is taken meanwhile is replaced by another', async () => {
  const first = await start()
  const port = Number(new URL(first.url).port)
  await first.stop()
  const thief = createServer().listen(port, '127.0.0.1')
  try {
    const second = await start()
    expect(new URL(second.url).port).not.toBe(String(port))
    expect(await ask(second.url, 'select 1')).toEqual([1])
  } finally {
    thief.close()
  }
})

test.runIf(process.getuid?.() === 0)(
  'a folder closed to all but root: the database goes elsewhere, and it says so',
  async () => {
    chmodSync(scratch, 0o700)
    const first = await start()
    const elsewhere = readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim()
    try {
      expect(said.join()).toContain(dirname(elsewhere))
      await ask(first.url, 'create table shelf as select 7 as count')
      await first.stop()
      expect(await ask((await start()).url, 'select count from shelf')).toEqual([7])
      await running!.stop()
    } finally {
      // Named after a random id by the code under test, so that nothing else can be meant.
      expect(elsewhere).toMatch(/\/omnisync\/data\/[0-9a-f-]{36}\/postgres$/)
      rmSync(dirname(elsewhere), { recursive: true, force: true })
    }
    await expect(start()).rejects.toThrow(`was kept in ${elsewhere}, which is gone`)
    running = undefined
  },
)

test('a folder that happens to be called postgres is left alone', async () => {
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres/thesis.txt'), 'mine')
  await expect(start()).rejects.toThrow(/is not empty and holds no database/)
  expect(readFileSync(join(dataDir, 'postgres/thesis.txt'), 'utf8')).toBe('mine')
})

test('a folder that cannot be one is refused with advice', async () => {
  dataDir = join(import.meta.filename, 'data')
  await expect(start()).rejects.toThrow(/OMNISYNC_DATA_DIR/)
})
