import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '../../server/database/migrate.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded-postgres.ts'
import { seededIds } from '../../server/testing/seeded-ids.ts'
import type { TestDatabase } from '../../server/testing/test-database.ts'
import { checkWorld } from '../simulation/check-world.ts'
import { heal } from '../simulation/heal.ts'
import { perform } from '../simulation/perform.ts'
import { anyStep } from '../simulation/story.ts'
import type { Step } from '../simulation/story.ts'
import { nothingSeen } from '../simulation/world.ts'
import type { World } from '../simulation/world.ts'
import { STORIES_SECRET, serverProcess } from '../stories/support/server-process.ts'
import { NoAnswer } from '../support/network.ts'
import { insertTenant } from '../support/tenant.ts'
import { openTill } from '../support/till.ts'
import type { Till } from '../support/till.ts'
import { breakThings } from './break-things.ts'
import type { Broken } from './break-things.ts'
import { openHttpNetwork } from './http-network.ts'

const isLong = process.env['OMNISYNC_LONG'] === '1'
const rounds = isLong ? 12 : 1
const SECONDS = 20
const TILLS = 6
/** What happens at tills; lines and machines are broken by us here. */
const atTills = new Set<Step['do']>([
  'sell',
  'refund',
  'receive',
  'damage',
  'recount',
  'transfer',
  'edit',
  'poison',
  'sync',
  'repeat',
  'restart',
  'disk',
  'roam',
  'settle',
])

const folder = mkdtempSync(join(tmpdir(), 'omnisync-chaos-'))
chmodSync(folder, 0o711)
// With fsync, as a shop's own: what is killed here must find all that it promised.
const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} })
await migrate(postgres.url)
const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
pool.on('error', () => {})
afterAll(async () => {
  await pool.end()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})
const database: TestDatabase = {
  url: postgres.url,
  empty: () => Promise.reject(new Error('each round has a business of its own')),
  query: async (sql, values = []) => (await pool.query({ text: sql, values })).rows,
}
const production = { NODE_ENV: 'production', OMNISYNC_SECURE_COOKIES: '0', OMNISYNC_LOG_LEVEL: 'silent' }
const nodes = [await serverProcess(postgres.url, production), await serverProcess(postgres.url, production)]

const all: Broken = { 'node killed': 0, 'node frozen': 0, 'Postgres killed': 0, 'old transaction': 0 }

test.each(Array.from({ length: rounds }, (_, index) => index + 1))(
  '[L1] [U3] [O3] [O4] [P1] nodes and Postgres killed and frozen under six tills that never stop: every book is right, round %i',
  { timeout: 5 * 60_000 },
  async (round) => {
    const seed = isLong ? Math.floor(Math.random() * 2 ** 31) : round
    const world = await openChaos(seed)
    const until = Date.now() + SECONDS * 1_000
    const random = fc.sample(fc.double({ min: 0, max: 0.999, noNaN: true }), { seed, numRuns: 500 })
    const [broken] = await Promise.all([
      breakThings({ nodes, postgres }, { until, chance: () => random.pop() ?? 0.5 }),
      ...world.tills.map((till, index) => work(world, till, { index, seed, until })),
    ])
    await settled()
    await heal(world)
    await checkWorld(world)
    const { seen } = world
    console.log(JSON.stringify({ seed, written: world.tills.map((it) => it.written.length), broken, seen }))
    for (const kind of Object.keys(all) as (keyof Broken)[]) all[kind] += broken[kind]
    expect(seen.lostReplies, 'replies lost').toBeGreaterThan(5)
    expect(seen.conflicts, 'conflicts').toBeGreaterThan(5)
  },
)

test('something of every kind was broken', () => {
  for (const [kind, count] of Object.entries(all)) expect(count, kind).toBeGreaterThanOrEqual(rounds / 2)
})

/** One till's day: whatever happens at tills, one thing after the other, at its own pace. */
async function work(
  world: World,
  till: Till,
  { index, seed, until }: { index: number; seed: number; until: number },
): Promise<void> {
  const steps = fc
    .sample(anyStep, { seed: seed * 100 + index, numRuns: 4_000 })
    // One person at the desk: two who settle one case are told so, which is no fault.
    .filter((step) => atTills.has(step.do) && (step.do !== 'settle' || index === 0))
  for (const step of steps) {
    if (Date.now() >= until) return
    // Now and then the first reply of a sync is lost on its way back.
    if (step.do === 'sync' && till.written.length % 3 === 0) till.link.loseReplies = 1
    try {
      await perform(world, { ...step, till: index } as Step)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

async function openChaos(seed: number): Promise<World> {
  const newId = seededIds(seed, Date.now)
  const tenant = await insertTenant(database, newId, { lanes: TILLS, stock: [9, 5, 30, 2] })
  const seen = nothingSeen()
  return {
    database,
    nodes: [],
    // The machine's own clock: nobody turns it.
    clock: { now: Date.now, advance: () => {}, set: () => {} },
    seen,
    tenant,
    tills: tenant.lanes.map((lane, index) => openTill(lane, `till ${index + 1}`, index % 2, 20)),
    network: openHttpNetwork({ ports: nodes.map((it) => it.port), secret: STORIES_SECRET, traffic: seen }),
    newId,
    poisoned: [],
    waited: new Set(),
    swapped: [],
    beforeRestore: new Map(),
    story: [],
  }
}

/** Waits until every node answers from its database again. */
async function settled(): Promise<void> {
  for (const { port } of nodes) {
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/readyz`).then(
            (reply) => reply.status,
            () => 0,
          ),
        { timeout: 60_000, interval: 200 },
      )
      .toBe(200)
  }
}
