import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderStore } from '../../server/backups/folder-store.ts'
import { backupKey } from '../../server/backups/key.ts'
import { findBackup } from '../../server/backups/read-backup.ts'
import { restoreBackup } from '../../server/backups/restore-backup.ts'
import { takeBackup } from '../../server/backups/take-backup.ts'
import { noteHeld } from '../simulation/check-restored.ts'
import { checkWorld } from '../simulation/check-world.ts'
import { heal } from '../simulation/heal.ts'
import { serverProcess } from '../stories/support/server-process.ts'
import { chaosDatabase } from './chaos-database.ts'
import { openFleet, workAt } from './open-fleet.ts'
import { rememberWriters } from './remember-writers.ts'

const isLong = process.env['OMNISYNC_LONG'] === '1'
const TILLS = isLong ? 50 : 20
/** So many are sold until the backup, as many again until the restore, and as many after it. */
const SALES = 4 * TILLS

const database = await chaosDatabase()
const production = {
  NODE_ENV: 'production',
  OMNISYNC_SECURE_COOKIES: '0',
  OMNISYNC_LOG_LEVEL: 'silent',
}
const nodes = [await serverProcess(database.url, production), await serverProcess(database.url, production)]
const folder = mkdtempSync(join(tmpdir(), 'omnisync-backups-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  '[E1] [E2] [E3] [U3] [O3] [O4] an old backup is put back under a fleet that never stops selling: every sale is there once',
  { timeout: 10 * 60_000 },
  async () => {
    const writers = await rememberWriters(database)
    const seed = isLong ? Math.floor(Math.random() * 2 ** 31) : 1
    const world = await openFleet(
      { ...database, ...writers },
      {
        seed,
        tills: TILLS,
        ports: nodes.map((it) => it.port),
        // Most is sold from full shelves, and is sealed; some of it is not there.
        stock: [12 * TILLS, 9 * TILLS, 15 * TILLS, TILLS],
      },
    )
    let isOver = false
    const work = Promise.all(
      world.tills.map((till, index) =>
        workAt(world, till, {
          index,
          seed,
          isOver: () => isOver,
          losesReplies: true,
          // What the desk decided since, and letters that it was sent, are lost with the rest, and decided anew.
          without: ['settle', 'poison'],
        }),
      ),
    )
    await sold(SALES)
    const key = backupKey('a key that only the tests know')
    const store = folderStore(folder)
    const { tables } = await takeBackup({ url: database.url, store, key, now: Date.now })
    const backedUp = tables.find(({ name }) => name === 'orders')?.rows ?? 0
    await sold(backedUp + SALES)

    noteHeld(world)
    const lost = (await count()) - backedUp
    const began = performance.now()
    const backup = await findBackup(store, 'latest', key)
    await restoreBackup({ url: database.url, backup, replace: true, say: () => {} })
    await writers.noteRestore()
    const restoredIn = Math.round(performance.now() - began)
    await sold(backedUp + SALES)
    isOver = true
    await work

    const healing = performance.now()
    await heal(world)
    const healedIn = Math.round(performance.now() - healing)
    await checkWorld(world)
    const { seen } = world
    console.log(
      JSON.stringify({ seed, tills: TILLS, backedUp, lost, kept: await count(), restoredIn, healedIn, seen }),
    )
    expect(backedUp, 'orders in the backup').toBeGreaterThan(TILLS)
    expect(lost, 'orders that the restore lost').toBeGreaterThan(TILLS)
    // How many depends on who happened to hold them sealed: 33 to 71 of 20 tills were seen.
    expect(seen.broughtBack, 'orders that came back as they were settled').toBeGreaterThan(TILLS / 4)
  },
)

/** Waits until so many orders have come. */
async function sold(orders: number): Promise<void> {
  await expect.poll(count, { timeout: 120_000, interval: 100 }).toBeGreaterThanOrEqual(orders)
}

async function count(): Promise<number> {
  const rows = await database.query<{ count: number }>('select count(*)::integer as count from orders')
  return rows[0]?.count ?? 0
}
