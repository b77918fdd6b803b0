import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { countKept } from './support/device-memory.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { enterPin } from './support/people.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { LAST_SHIRT, barcodeOf, expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('where a branch says so, an offline lane sells more than its share only with a manager’s PIN, over a reload too', async () => {
  await switchOn()
  await openTill(await stories.lane(server.port), 'Second counter')
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const [plenty = ''] = await fullestShelves(database, 1)
  const last = await barcodeOf(database, LAST_SHIRT)
  await expect.poll(() => lanesKept(page)).toBe(2)
  wire.cut()
  await chipSays(lane, 'Offline')
  await reopenTill(lane)
  await chipSays(lane, 'Offline')

  // Of a full shelf each lane has its share.
  const numbers = [await sell(page, plenty)]
  // The one shirt that is left belongs to the lane with the lowest code, which is the other one.
  await scan(page, last)
  await page.keyboard.press('F10')
  const sheet = page.getByTestId('approval-sheet')
  await page.getByText('More than this till’s share').waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  expect(await page.getByTestId('sold').count()).toBe(0)

  await page.keyboard.press('F10')
  await sheet.waitFor()
  await enterPin(page, 'Ada Admin', '1111')
  numbers.push(await tick(page))
  wire.mend()
  await chipSays(lane, 'Online · all sent')
  expect((await onServer(database, numbers)).map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  const [order] = await database.query<{ approvals: { kind: string; details: object }[] }>(
    'select approvals from orders where number = $1',
    [numbers[1]],
  )
  expect(order?.approvals).toMatchObject([{ kind: 'allowance', details: { share: 0, sold: 0, wanted: 1 } }])
  await expectStockAddsUp(database)
})

/** How many lanes of its branch this one knows of. */
async function lanesKept(page: Page): Promise<number> {
  return await countKept(page, 'omnisync.lanes.', 'lanes')
}

/** As an admin will in the branch's settings. */
async function switchOn(): Promise<void> {
  await database.query(
    `with taken as (select tenant_id, take_positions(tenant_id, '[["branches", 1]]') as before
       from branches where code = 'DT')
     update branches b set seq = taken.before + 1, settings = b.settings || '{"allowance": {"enabled": true}}'
     from taken where b.tenant_id = taken.tenant_id and b.code = 'DT'`,
  )
}
