import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn, smallOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { countKept } from './support/device-memory.ts'
import { browserForStories, chipSays, openTill, signIn } from './support/lane.ts'
import type { Lane } from './support/lane.ts'
import { switchTo } from './support/people.ts'
import { pictureAt } from './support/pictures.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves } from './support/shop-facts.ts'
import { bookedOn, chooseWork, levelsOf, openStock, setPieces } from './support/stock.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[A3] a till asks the desk; refused, asked again and approved there, the sale goes on by itself', async () => {
  const desk = await stories.lane(server.port)
  await signIn(desk, 'support')
  const lane = await stories.installed(server.port)
  const { page } = lane
  // What waits moves, and is looked at meanwhile.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openTill(lane)
  const [code] = await fullestShelves(database, 1)
  const sheet = page.getByTestId('approval-sheet')
  await scan(page, code!)
  const whole = await page.getByTestId('total').textContent()
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await sheet.getByText('Asked the desk').waitFor()
  expect(await seriousOn(page), 'sheet').toEqual([])

  // Whatever page is open there says so; the way is the news itself.
  const news = desk.page.getByText('Sam Rivera asks')
  await news.waitFor()
  await desk.page.getByRole('button', { name: 'Look' }).click()
  const asked = desk.page.getByTestId('asked')
  await asked.getByText('Damaged').waitFor()
  expect(await seriousOn(desk.page), 'desk').toEqual([])
  await asked.getByRole('button', { name: 'Refuse' }).click()
  await desk.page.getByLabel('Why not?').fill('Take twenty')
  await desk.page.keyboard.press('Enter')
  await sheet.getByText('Sid Support refused: Take twenty').waitFor({ timeout: 30_000 })
  expect(await page.getByTestId('total').textContent()).toBe(whole)

  // Taken back with the sheet: the desk no longer sees it.
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await asked.waitFor()
  await page.keyboard.press('Escape')
  await asked.waitFor({ state: 'detached' })

  // So is one whose page is gone.
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await asked.waitFor()
  await page.reload()
  await asked.waitFor({ state: 'detached' })
  await page.getByTestId('cart-lines').waitFor()

  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.getByRole('radio', { name: 'Last piece' }).click()
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  const began = performance.now()
  await asked.getByRole('button', { name: 'Approve' }).click()
  await sheet.waitFor({ state: 'detached' })
  // By the stream, and not by looking every ten seconds.
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(await page.getByTestId('total').textContent()).not.toBe(whole)
  const number = await sell(page)
  await chipSays(lane, 'Online · all sent')
  const [order] = await database.query<{ flags: string[]; approvals: { reason: string }[]; id: string }>(
    `select id, flags, approvals from orders where number = $1`,
    [number],
  )
  expect(order).toMatchObject({ flags: [], approvals: [{ kind: 'line_discount', reason: 'Last piece' }] })
  const [used] = await database.query(
    `select state, used_for from approval_requests where state = 'approved'`,
  )
  expect(used).toEqual({ state: 'approved', used_for: order?.id })
  await expectStockAddsUp(database)

  // Without the network there is the PIN, and nobody is sent to a desk that cannot be heard.
  lane.wire.cut()
  await chipSays(lane, 'Offline')
  await scan(page, code!)
  await page.keyboard.press('F7')
  await page.getByRole('button', { name: '50 %' }).click()
  await sheet.waitFor()
  expect(await sheet.getByRole('button', { name: 'Ask the desk' }).count()).toBe(0)
})

/** The desk's page of questions, with a question of the till on it. */
async function openApprovals(desk: Lane, who: 'admin' | 'support'): Promise<void> {
  await signIn(desk, who)
  await desk.page.getByTestId(who === 'admin' ? 'home-figures' : 'orders-table').waitFor()
  await desk.page.goto(`${desk.wire.origin}/approvals`)
  await desk.page.getByText('Nobody asks for anything').waitFor()
}

/** Refuses the only question with a reason, by keys alone. */
async function refuse(page: Page, reason: string): Promise<void> {
  await page.getByTestId('asked').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('r')
  await page.getByLabel('Why not?').waitFor()
  await page.keyboard.type(reason)
  await page.keyboard.press('Enter')
}

/** From the open sheet of the till; the question stands on the desk's page. */
async function askDesk(page: Page, desk: Lane): Promise<void> {
  const sheet = page.getByTestId('approval-sheet')
  await sheet.getByRole('button', { name: 'Ask the desk' }).click()
  await sheet.getByText('Asked the desk').waitFor()
  await desk.page.getByTestId('asked').waitFor()
}

/** The till says why not, at once. */
async function refusedWith(page: Page, reason: string): Promise<void> {
  const sheet = page.getByTestId('approval-sheet')
  await sheet.getByText(`Sid Support refused: ${reason}`).waitFor({ timeout: 30_000 })
}

/** How often each kind was asked for, by what became of it. */
const answers = (kinds: readonly string[]) =>
  database.query(
    `select kind, state, count(*)::integer as count from approval_requests
     where kind = any($1) group by 1, 2 order by 1, 2`,
    [kinds],
  )
const onceEach = (kinds: readonly string[]) =>
  kinds.flatMap((kind) => ['approved', 'refused'].map((state) => ({ kind, state, count: 1 })))

test('[A3] who took over an admin’s till by PIN stands at no desk: nobody answers what they ask themselves', async () => {
  const lane = await stories.lane(server.port)
  const { page, wire } = lane
  await openApprovals(lane, 'admin')
  await page.goto(`${wire.origin}/till`)
  await page.getByRole('radio', { name: 'Downtown' }).check({ force: true })
  await page.getByLabel('Name of this lane').fill('Admin counter')
  await page.getByRole('button', { name: 'Open the till' }).click()
  await page.getByTestId('search').waitFor()
  await expect
    .poll(() => countKept(page, 'omnisync.people.', 'people'), { timeout: 30_000 })
    .toBeGreaterThan(1)
  await page.goto(`${wire.origin}/approvals`)
  await page.getByText('Nobody asks for anything').waitFor()
  await page.goto(`${wire.origin}/till`)
  await switchTo(page, 'Sam Rivera', '3333')
  for (const desk of ['approvals', 'conflicts', 'dead-letters', 'home']) {
    await page.goto(`${wire.origin}/${desk}`)
    await page.getByTestId('search').waitFor()
    expect(new URL(page.url()).pathname).toBe('/till')
  }
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Till' }).waitFor()
  expect(await page.getByRole('link', { name: 'Conflicts' }).count()).toBe(0)
})

test('[A3] a count and a refund over their limits are asked of the desk: refused, the till says why and nothing moves; approved, it goes on', async () => {
  const desk = await stories.lane(server.port)
  await openApprovals(desk, 'support')
  const till = await stories.lane(server.port)
  const { page } = till
  await openTill(till)
  const [beans = '', shirt = ''] = await fullestShelves(database, 2)
  const sheet = page.getByTestId('approval-sheet')
  const ask = () => askDesk(page, desk)
  const refused = (reason: string) => refusedWith(page, reason)

  // Eleven pieces are counted away. A letter answers nothing before somebody has gone to the question.
  await openStock(page)
  const before = (await levelsOf(database, beans))['DT'] ?? 0
  await chooseWork(page, 'Recount')
  await scan(page, beans)
  await setPieces(page, before - 11)
  await page.keyboard.press('F9')
  await ask()
  await desk.page.keyboard.press('a')
  await desk.page.keyboard.press('r')
  expect(await desk.page.getByLabel('Why not?').count()).toBe(0)
  await refuse(desk.page, 'Count again')
  await refused('Count again')
  expect(await bookedOn(database, beans)).toEqual([])
  await ask()
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousOn(desk.page), 'the question that somebody went to').toEqual([])
  await desk.page.screenshot({ path: pictureAt('asked-dark') })
  await desk.page.setViewportSize({ width: 390, height: 844 })
  expect(await smallOn(desk.page), 'on a phone').toEqual([])
  await desk.page.screenshot({ path: pictureAt('asked-phone') })
  await desk.page.setViewportSize({ width: 1280, height: 800 })
  await desk.page.keyboard.press('Control+k')
  const palette = desk.page.getByTestId('palette')
  await palette.waitFor()
  await desk.page.keyboard.type('approve')
  await palette
    .getByRole('option', { selected: true })
    .filter({ hasText: /^Approve for DT-.*: Many pieces counted away/ })
    .waitFor()
  await desk.page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
  await page.getByTestId('stock-saved').waitFor()
  await chipSays(till, 'Online · all sent')
  expect(await bookedOn(database, beans)).toMatchObject([
    { reason: 'recount', delta: -11, note: expect.stringContaining('Approved by Sid Support') },
  ])

  // A refund of more than a hundred.
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Till' }).click()
  await page.getByTestId('search').waitFor()
  await page.keyboard.type('12*', { delay: 80 })
  const sale = await sell(page, shirt)
  await chipSays(till, 'Online · all sent')
  await scan(page, sale)
  const back = page.getByTestId('refund-sheet')
  await back.getByRole('button', { name: 'Everything' }).click()
  await back.getByRole('radio', { name: 'Faulty' }).click()
  await back.getByTestId('give-back').click()
  await ask()
  await refuse(desk.page, 'Look at the goods first')
  await refused('Look at the goods first')
  const refunds = () =>
    database.query(`select status, flags, approvals -> 0 ->> 'kind' as kind from orders where kind = 'refund'
      and refund_of = (select id from orders where number = '${sale}')`)
  expect(await refunds()).toEqual([])
  await ask()
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('a')
  await page.getByTestId('refund-number').waitFor()
  await page.keyboard.press('Escape')
  await chipSays(till, 'Online · all sent')
  expect(await refunds()).toEqual([{ status: 'accepted', flags: [], kind: 'refund' }])

  expect(await answers(['negative_recount', 'refund'])).toEqual(onceEach(['negative_recount', 'refund']))
  await expectStockAddsUp(database)
})

test('[A3] cash over the limit is asked of two desks: the later one is told what stands, and the till has one answer', async () => {
  const desk = await stories.lane(server.port)
  await openApprovals(desk, 'support')
  const other = await stories.lane(server.port)
  other.expects.push(/409/)
  await openApprovals(other, 'admin')
  const till = await stories.lane(server.port)
  const { page } = till
  await openTill(till)
  const sheet = page.getByTestId('approval-sheet')
  await page.keyboard.press('#')
  await page.getByTestId('float').fill('300')
  await page.keyboard.press('Enter')
  await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
  await page.keyboard.press('#')
  await page.getByRole('button', { name: 'Cash out' }).click()
  await page.getByRole('textbox', { name: 'Amount' }).fill('250')
  await page.keyboard.press('Enter')
  await askDesk(page, desk)
  await refuse(desk.page, 'The bank is closed')
  await refusedWith(page, 'The bank is closed')
  await other.page.getByText('Nobody asks for anything').waitFor()
  await askDesk(page, desk)
  await other.page.getByTestId('asked').waitFor()
  // To the other desk the news comes late.
  let isLate = true
  await other.page.route('**/api/v1/approvals', (route) => (isLate ? undefined : route.continue()))
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('a')
  await sheet.waitFor({ state: 'detached' })
  await other.page.keyboard.press('ArrowDown')
  await other.page.keyboard.press('r')
  await other.page.keyboard.type('No')
  isLate = false
  await other.page.keyboard.press('Enter')
  await other.page.getByText('Nothing was answered to DT-').waitFor()
  await other.page.getByText('Sid Support has approved it already.').waitFor()
  await other.page.getByTestId('asked').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'X report' }).click()
  await expect.poll(() => page.getByRole('dialog').getByTestId('z-slip').textContent()).toContain('−$250.00')
  await page.keyboard.press('Escape')
  await chipSays(till, 'Online · all sent')
  expect(await answers(['cash_out'])).toEqual(onceEach(['cash_out']))
})
