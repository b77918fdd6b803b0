import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { inWorkers, type InWorkers } from './support/in-workers.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()
const DAY = 86_400_000

/** Sets a clock wrong: of a page before it begins, of a worker as it starts. */
function setClockOff(ms: number): void {
  const Right = Date
  globalThis.Date = class extends Right {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [Right.now() + ms] : given) as [number]))
    }
    static override now(): number {
      return Right.now() + ms
    }
  } as DateConstructor
}

test('a till whose clock is a week ahead and one whose clock is a week behind sell offline and online, and every sale is accepted', async () => {
  const codes = await fullestShelves(database, 4)
  for (const days of [7, -7]) {
    let workers: InWorkers | undefined
    const lane = await stories.installed(server.port, async (context) => {
      await context.addInitScript(setClockOff, days * DAY)
      workers = inWorkers(context, setClockOff, days * DAY)
    })
    await openTill(lane, `${days} days off`)
    // The data is written and sent by a worker, which has a clock of its own.
    const clocks = (await workers?.ask(() => Date.now())) ?? []
    expect(clocks.length).toBeGreaterThan(0)
    for (const clock of clocks) expect((clock - Date.now()) / DAY).toBeCloseTo(days, 1)
    const online = await sell(lane.page, codes[0]!, codes[1]!)
    await chipSays(lane, 'Online · all sent')
    lane.wire.cut()
    await chipSays(lane, 'Offline')
    const offline = await sell(lane.page, codes[2]!)
    lane.wire.mend()
    await chipSays(lane, 'Online · all sent')
    expect((await onServer(database, [online, offline])).map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
    ])
    await lane.page.getByRole('button', { name: 'Today' }).click()
    await expect.poll(() => lane.page.getByTestId('today').getByText('Accepted').count()).toBe(2)
    const [row] = await database.query<{ off: number }>(
      `select extract(epoch from created_at - settled_at)::float8 / 86400 as off from orders where number = $1`,
      [online],
    )
    expect(row!.off, 'the clock was wrong indeed').toBeCloseTo(days, 1)
  }
  await expectStockAddsUp(database)
})
