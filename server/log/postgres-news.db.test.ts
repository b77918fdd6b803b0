import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { createMetrics } from '../metrics.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testShop } from '../testing/test-shop.ts'
import type { Heads, News } from './news.ts'
import { openNews } from './postgres-news.ts'

const database = await testDatabase()
const POLL_MS = 200

type Node = {
  news: News
  heard: Heads[]
  statements: () => number
  counted: () => Promise<Record<string, number>>
}

async function openNode(): Promise<Node> {
  const pool = openDatabase({ url: database.url })
  const metrics = createMetrics()
  const logger = pino({ level: 'silent' })
  const news = await openNews({ url: database.url, nobody: pool.nobody, logger, metrics, pollMs: POLL_MS })
  const heard: Heads[] = []
  news.onHeads((heads) => heard.push(heads))
  afterAll(async () => {
    await news.close()
    await pool.close()
  })
  const counted = async () =>
    Object.fromEntries(
      (await metrics.newsHeads.get()).values.map(({ labels, value }) => [labels.from, value]),
    )
  return { news, heard, statements: pool.statements, counted }
}

const here = await openNode()
const there = await openNode()
let tenantId: string

beforeEach(async () => {
  ;({ tenantId } = await testShop(database, crypto.randomUUID()))
  for (const node of [here, there]) {
    await expect.poll(() => node.news.isListening()).toBe(true)
    node.heard.length = 0
  }
})

/** A commit that moves the log by so many orders. */
const move = (count = 1, of = tenantId) =>
  database.query('select take_positions($1, $2)', [of, JSON.stringify([['orders', count]])])
const headsOf = (node: Node) =>
  node.heard.filter((heads) => heads.tenantId === tenantId).map((heads) => heads.head)
const killListeners = () =>
  database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'omnisync news' and datname = current_database()`,
  )
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('[S3] commits of some milliseconds are told once, with the newest head, to every node', async () => {
  for (let at = 0; at < 10; at += 1) {
    await move()
    here.news.logMoved(tenantId)
  }
  await expect.poll(() => [headsOf(here).at(-1), headsOf(there).at(-1)]).toEqual([12, 12])
  await pause(50)
  expect(headsOf(here).length).toBeLessThan(10)
  expect(headsOf(there)).toEqual(headsOf(here))
  expect(there.heard.at(-1)).toEqual({
    tenantId,
    epoch: 'epoch-1',
    head: 12,
    collections: { branches: 2, orders: 12 },
  })
})

test('[S2] what is told was committed before: a reader finds it', async () => {
  const found: Promise<boolean>[] = []
  const leave = there.news.onHeads((heads) => {
    if (heads.tenantId !== tenantId) return
    const read = database.query<{ head: string }>('select head from log_heads where tenant_id = $1', [
      tenantId,
    ])
    found.push(read.then(([row]) => Number(row?.head) >= heads.head))
  })
  const open = new pg.Client({ connectionString: database.url })
  await open.connect()
  await open.query('begin')
  await open.query('select take_positions($1, $2)', [tenantId, JSON.stringify([['orders', 5]])])
  // Told too early, by a mistake: the head that is not yet visible must not get out.
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([2])
  await open.query('commit')
  await open.end()
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([2, 7])
  leave()
  expect(await Promise.all(found)).toEqual([true, true])
})

test('[S3] moved logs of many tenants cost one query and one NOTIFY', async () => {
  const shops = await Promise.all(Array.from({ length: 60 }, () => testShop(database, crypto.randomUUID())))
  const before = here.statements()
  for (const shop of shops) here.news.logMoved(shop.tenantId)
  await expect.poll(() => new Set(there.heard.map((heads) => heads.tenantId)).size).toBe(60)
  // Both went by the connection that listens: the pool, which settles orders, saw nothing.
  expect(here.statements()).toBe(before)
})

test('[S3] what nobody was told is found by the poll, on nodes where somebody watches', async () => {
  const leave = there.news.watch(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([2])
  await move()
  await expect.poll(() => headsOf(there)).toEqual([2, 3])
  expect(headsOf(here)).toEqual([])
  expect((await there.counted())['poll']).toBeGreaterThanOrEqual(2)
  leave()
  leave()
  await pause(POLL_MS)
  await move()
  await pause(POLL_MS * 3)
  expect(headsOf(there)).toEqual([2, 3])
})

test('[S3] with the listening connection killed, it listens again and has missed nothing', async () => {
  const gaps = { here: 0, there: 0 }
  const leave = [
    here.news.onGap(() => (gaps.here += 1)),
    there.news.onGap(() => (gaps.there += 1)),
    there.news.watch(tenantId),
  ]
  await expect.poll(() => headsOf(there)).toEqual([2])
  expect((await killListeners()).length).toBe(2)
  const noticed = (node: Node, seen: number) => !node.news.isListening() || seen > 0
  await expect.poll(() => noticed(here, gaps.here) && noticed(there, gaps.there), { interval: 1 }).toBe(true)
  await move()
  // By the pool, while the connection is away: nobody hears it, and nobody needs to.
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([2, 3])
  await expect
    .poll(() => [here.news.isListening(), there.news.isListening(), gaps])
    .toEqual([true, true, { here: 1, there: 1 }])
  await move()
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([2, 3, 4])
  for (const end of leave) end()
})

test('[A2] a change of access is known here at once, and on the other nodes in a moment', async () => {
  const known: string[] = []
  const leave = [
    here.news.onAccess((tenant, subject) => known.push(`here ${tenant} ${subject}`)),
    there.news.onAccess((tenant, subject) => known.push(`there ${tenant} ${subject}`)),
    here.news.onAccess(() => {
      throw new Error('a listener that fails')
    }),
  ]
  const told = here.news.accessChanged(tenantId, 'device-1')
  expect(known).toEqual([`here ${tenantId} device-1`])
  await told
  await expect.poll(() => known).toContain(`there ${tenantId} device-1`)
  for (const end of leave) end()
})

test('an older head, or one that came before, is not told again; another epoch is', async () => {
  await move(10)
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([12])
  here.news.logMoved(tenantId)
  const old = JSON.stringify([[tenantId, 'epoch-1', 5, {}]])
  await database.query(`select pg_notify('omnisync_heads', $1)`, [old])
  await database.query(`select pg_notify('omnisync_heads', 'not ours')`)
  await database.query(`update log_heads set epoch = 'epoch-2', head = 7 where tenant_id = $1`, [tenantId])
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there)).toEqual([12, 7])
  expect(there.heard.at(-1)?.epoch).toBe('epoch-2')
})

test('[E1] a log that goes backwards, or a database that comes back as another, has a new epoch, which is told', async () => {
  await move(9)
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there).at(-1)).toBe(11)
  const stop = there.news.watch(tenantId)
  const epochs = () =>
    new Set(there.heard.filter((heads) => heads.tenantId === tenantId).map((heads) => heads.epoch))
  // A replica that lacks the last commits has taken over; nobody has told the nodes.
  await database.query('update log_heads set head = 5, taken_from = 4 where tenant_id = $1', [tenantId])
  await expect.poll(() => epochs().size).toBe(2)
  expect(headsOf(there).at(-1)).toBe(5)
  await move()
  here.news.logMoved(tenantId)
  await expect.poll(() => headsOf(there).at(-1)).toBe(6)
  expect(epochs().size).toBe(2)
  await database.query(`update cluster_identity set system_identifier = 'the one before'`)
  await killListeners()
  await expect.poll(() => epochs().size).toBe(3)
  stop()
})

test('[E1] [L5] a log that goes backwards behind a purge has a new epoch too, though its name is another one already', async () => {
  const stop = there.news.watch(tenantId)
  const last = () => there.heard.findLast((heads) => heads.tenantId === tenantId)
  const [before] = await database.query<{ epoch: string; head: number }>(
    'select epoch, head::integer as head from log_heads where tenant_id = $1',
    [tenantId],
  )
  await database.query(
    'update log_heads set epoch = epoch || $2, horizon = 3, head = head + 5 where tenant_id = $1',
    [tenantId, '.3'],
  )
  await expect.poll(() => last()?.epoch).toBe(`${before!.epoch}.3`)
  // The purge is gone with the last commits.
  await database.query('update log_heads set epoch = $2, horizon = 0, head = $3 where tenant_id = $1', [
    tenantId,
    before!.epoch,
    before!.head,
  ])
  await expect.poll(() => last()?.epoch.startsWith(before!.epoch)).toBe(false)
  expect(last()?.head).toBe(before!.head)
  stop()
})
