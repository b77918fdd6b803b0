import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import type { Lane } from './support/lane.ts'
import { approve } from './support/people.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { barcodeOf, LAST_SHIRT, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[O7] cash of a sale that support has called off is paid out by one button, as a movement that names it', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane, 'Front counter')
  await openShift(page)
  const sale = await sellTooMany(lane)
  await callOff(sale)

  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByTestId('today').getByRole('button', { name: sale }).click()
  await page.getByText('Cancelled by support.').waitFor()
  await page.getByTestId('pay-out').click()
  const form = page.getByTestId('cash-form')
  await form.waitFor()
  await form.getByRole('button', { name: /^Take out / }).click()
  await page.getByText('of it is paid out of the drawer').waitFor()
  expect(await page.getByTestId('pay-out').count(), 'once').toBe(0)
  await page.keyboard.press('Escape')

  // The same sale, found by its receipt: no refund, and nothing more to pay.
  await scan(page, sale)
  await page.getByTestId('no-refund').getByText('Support has cancelled this sale').waitFor()
  await page.getByTestId('refund-sheet').getByText('of it is paid out of the drawer').waitFor()
  await expect
    .poll(() => paidFor(sale), { timeout: 30_000 })
    .toEqual([{ same: true, reason: `Paid back: ${sale}`, approver: null }])
})

test('[O7] cash of a sale whose till was shut out is paid out at another till of the branch, with a manager’s word', async () => {
  const [broken, spare] = [await stories.lane(server.port), await stories.lane(server.port)]
  await openTill(broken, 'Broken counter')
  const sale = await sellTooMany(broken)
  await callOff(sale)
  await openTill(spare, 'Spare counter')
  const { page } = spare
  await openShift(page)
  await scan(page, sale)
  await page.getByText('is paid out at the till that sold it').waitFor()
  await page.keyboard.press('Escape')

  broken.expects.push(/403/)
  const [device] = await database.query<{ id: string }>(
    'select device_id as id from orders where number = $1',
    [sale],
  )
  await post('admin', `/devices/${device?.id ?? ''}/revoke`, {}, `shut-out-${sale}`)
  await reopenTill(spare)
  await scan(page, sale)
  const sheet = page.getByTestId('refund-sheet')
  await sheet.getByText('is no more').waitFor()
  await sheet.getByTestId('pay-out').click()
  expect(await seriousOn(page)).toEqual([])
  await sheet.getByRole('button', { name: /^Take out / }).click()
  await approve(page)
  await sheet.getByText('of it is paid out of the drawer').waitFor()
  await expect
    .poll(() => paidFor(sale), { timeout: 30_000 })
    .toEqual([{ same: true, reason: `Paid back: ${sale}`, approver: 'Ada Admin' }])
})

async function openShift(page: Page): Promise<void> {
  await page.keyboard.press('#')
  await page.getByTestId('float').fill('200')
  await page.keyboard.press('Enter')
  await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
}

/** A sale of more than there are; gives its number. */
async function sellTooMany(lane: Lane): Promise<string> {
  const { page } = lane
  const shirt = await barcodeOf(database, LAST_SHIRT)
  for (const code of [shirt, shirt]) await scan(page, code)
  await page.keyboard.press('F10')
  await page.getByRole('button', { name: 'Sell anyway' }).click()
  const sale = await tick(page)
  await chipSays(lane, /needs? help/)
  return sale
}

/** What drawers have paid out for a sale, whether that is its total, and who allowed it. */
function paidFor(sale: string): Promise<{ same: boolean; reason: string; approver: string | null }[]> {
  return database.query(
    `select (m ->> 'amount')::bigint = o.total as same, m ->> 'reason' as reason,
       (select u.name from users u where u.id::text = m #>> '{approval,approverId}') as approver
     from shifts s cross join lateral jsonb_array_elements(s.cash_movements) as m join orders o on o.number = $1
     where m ->> 'direction' = 'out' and m ->> 'reason' like '%' || $1`,
    [sale],
  )
}

/** Support decides on its own screen, far away. */
async function callOff(number: string): Promise<void> {
  const [order] = await database.query<{ id: string }>('select id from orders where number = $1', [number])
  const body = { action: 'cancel', reason: 'not there' }
  await post('support', `/orders/${order?.id ?? ''}/settle`, body, number)
  await expect.poll(() => onServer(database, [number])).toEqual([{ number, status: 'cancelled' }])
}

/** What somebody does on a screen of their own. */
async function post(who: string, path: string, body: object, key: string): Promise<void> {
  const base = `http://127.0.0.1:${server.port}/api/v1`
  const ask = async (to: string, what: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(base + to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(what),
    })
    if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { accessToken: string }
  }
  const { accessToken } = await ask('/auth/login', { email: `${who}@demo.test`, password: 'demo' })
  await ask(path, body, { authorization: `Bearer ${accessToken}`, 'idempotency-key': key })
}
