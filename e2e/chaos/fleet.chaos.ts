import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkWorld } from '../simulation/check-world.ts'
import { heal } from '../simulation/heal.ts'
import { serverProcess } from '../stories/support/server-process.ts'
import { breakThings } from './break-things.ts'
import type { Broken } from './break-things.ts'
import { chaosDatabase } from './chaos-database.ts'
import { openFleet, workAt } from './open-fleet.ts'

const isLong = process.env['OMNISYNC_LONG'] === '1'
const rounds = isLong ? 12 : 1
const SECONDS = 20
const TILLS = 6
const database = await chaosDatabase()
const production = { NODE_ENV: 'production', OMNISYNC_SECURE_COOKIES: '0', OMNISYNC_LOG_LEVEL: 'silent' }
const nodes = [await serverProcess(database.url, production), await serverProcess(database.url, production)]

const all: Broken = { 'node killed': 0, 'node frozen': 0, 'Postgres killed': 0, 'old transaction': 0 }

test.each(Array.from({ length: rounds }, (_, index) => index + 1))(
  '[L1] [U3] [O3] [O4] [P1] nodes and Postgres killed and frozen under six tills that never stop: every book is right, round %i',
  { timeout: 5 * 60_000 },
  async (round) => {
    const seed = isLong ? Math.floor(Math.random() * 2 ** 31) : round
    const world = await openFleet(database, { seed, tills: TILLS, ports: nodes.map((it) => it.port) })
    const until = Date.now() + SECONDS * 1_000
    const random = fc.sample(fc.double({ min: 0, max: 0.999, noNaN: true }), { seed, numRuns: 500 })
    const [broken] = await Promise.all([
      breakThings({ nodes, postgres: database.postgres }, { until, chance: () => random.pop() ?? 0.5 }),
      ...world.tills.map((till, index) =>
        workAt(world, till, { index, seed, isOver: () => Date.now() >= until, losesReplies: true }),
      ),
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
