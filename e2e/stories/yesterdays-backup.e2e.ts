import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, signIn, signInAgainWhereAsked } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const folder = mkdtempSync(join(tmpdir(), 'omnisync-story-backups-'))
const settings = {
  OMNISYNC_BACKUP_DIR: folder,
  OMNISYNC_BACKUP_KEY: 'a key that only the story knows',
}
const server = await serverProcess(database.url, settings)
const stories = browserForStories()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const RESTORE = join(import.meta.dirname, '../../server/backups/restore.ts')

test('[E1] [E2] [E3] a backup is put back under two tills that go on selling: what was sold since is there, once', async () => {
  const [front, back] = [await stories.lane(server.port), await stories.lane(server.port)]
  await openTill(front, 'Front counter')
  await openTill(back, 'Back counter')
  const codes = await fullestShelves(database, 8)
  const numbers: string[] = []
  const sellAtBoth = async (): Promise<void> => {
    for (const { page } of [front, back])
      for (const code of codes.slice(0, 3)) numbers.push(await sell(page, code))
  }
  await sellAtBoth()
  for (const lane of [front, back]) await chipSays(lane, 'Online · all sent')

  const desk = await stories.lane(server.port)
  await signIn(desk, 'admin')
  await desk.page.getByRole('link', { name: 'Status' }).click()
  const backups = desk.page.getByTestId('backups')
  const before = await backupsTaken()
  await backups.getByRole('button', { name: 'Back up now' }).click()
  // A note is not for the eyes alone: who hears the page hears that it can be closed.
  await desk.page.getByRole('button', { name: 'Close' }).waitFor()
  await expect.poll(backupsTaken, { timeout: 60_000 }).toBe(before + 1)
  await backups.getByText(folder).waitFor()
  expect(await seriousOn(desk.page)).toEqual([])

  // Sold, sent, sealed, and not in the backup; at a lane that is not in it either.
  await sellAtBoth()
  const popUp = await stories.lane(server.port)
  await openTill(popUp, 'Pop-up counter')
  const soldAtPopUp = [await sell(popUp.page, codes[6]!)]
  await chipSays(popUp, 'Online · all sent')
  for (const lane of [front, back]) await chipSays(lane, 'Online · all sent')
  await expect.poll(async () => (await onServer(database, numbers)).length).toBe(numbers.length)
  const sealsBefore = await seals()

  // The server is away, its database is set back, and the tills know nothing of it.
  for (const lane of [front, back, desk, popUp]) lane.expects.push(/net::ERR_|WebSocket|40[139]|503/)
  await server.stop()
  await sellAtBoth()
  soldAtPopUp.push(await sell(popUp.page, codes[7]!))
  const { stdout } = await promisify(execFile)(process.execPath, [RESTORE, 'latest', '--replace'], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, ...settings },
  })
  expect(stdout).toContain('Done')
  expect(await onServer(database, numbers)).toHaveLength(6)
  await server.start()

  for (const lane of [front, back]) await chipSays(lane, 'Online · all sent', 120_000)
  const all = numbers.toSorted().map((number) => ({ number, status: 'accepted' }))
  await expect.poll(() => onServer(database, numbers), { timeout: 60_000, interval: 200 }).toEqual(all)
  // Of who signed in since the server knows nothing: they are asked again, and their lane introduces itself.
  await signInAgainWhereAsked(popUp)
  await chipSays(popUp, 'Online · all sent', 120_000)
  await expect
    .poll(() => onServer(database, soldAtPopUp), { timeout: 60_000, interval: 200 })
    .toEqual(soldAtPopUp.toSorted().map((number) => ({ number, status: 'accepted' })))
  await expectStockAddsUp(database)
  expect(await seals(), 'what was sealed came back as it was settled').toMatchObject(sealsBefore)
  numbers.push(await sell(front.page, codes[4]!), await sell(back.page, codes[5]!))
  await expect
    .poll(async () => (await onServer(database, numbers)).map(({ number }) => number), { timeout: 60_000 })
    .toEqual(numbers.toSorted())
  await desk.page.reload()
  await backups.getByText('Restored from a backup').waitFor()

  async function backupsTaken(): Promise<number> {
    const done = `select from backup_runs where kind = 'backup' and state = 'done'`
    return (await database.query(done)).length
  }

  /** The seals of this story's orders, by number. */
  async function seals(): Promise<Record<string, string>> {
    const rows = await database.query<{ number: string; seal: string }>(
      `select number, seal from orders where number = any($1) and seal is not null`,
      [numbers],
    )
    return Object.fromEntries(rows.map(({ number, seal }) => [number, seal]))
  }
})
