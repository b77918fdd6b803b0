import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { barcodeOf, LAST_SHIRT, onServer } from './support/shop-facts.ts'

const database = await testDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[O7] cash of a sale that support has called off is paid out by one button, as a movement that names it', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane, 'Front counter')
  await page.keyboard.press('#')
  await page.getByTestId('float').fill('200')
  await page.keyboard.press('Enter')
  await page.getByTestId('shift-sheet').waitFor({ state: 'detached' })
  const shirt = await barcodeOf(database, LAST_SHIRT)
  for (const code of [shirt, shirt]) await scan(page, code)
  await page.keyboard.press('F10')
  await page.getByRole('button', { name: 'Sell anyway' }).click()
  const sale = await tick(page)
  await chipSays(lane, /needs? help/)
  await callOff(sale)
  await expect.poll(() => onServer(database, [sale])).toEqual([{ number: sale, status: 'cancelled' }])

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
  const paid = () =>
    database.query<{ same: boolean; reason: string }>(
      `select (m ->> 'amount')::bigint = o.total as same, m ->> 'reason' as reason
       from shifts s cross join lateral jsonb_array_elements(s.cash_movements) as m join orders o on o.number = $1
       where m ->> 'direction' = 'out'`,
      [sale],
    )
  await expect.poll(paid, { timeout: 20_000 }).toEqual([{ same: true, reason: `Paid back: ${sale}` }])
})

/** Support decides on its own screen, far away. */
async function callOff(number: string): Promise<void> {
  const base = `http://127.0.0.1:${server.port}/api/v1`
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { accessToken: string }
  }
  const { accessToken } = await post('/auth/login', { email: 'support@demo.test', password: 'demo' })
  const [order] = await database.query<{ id: string }>('select id from orders where number = $1', [number])
  const headers = { authorization: `Bearer ${accessToken}`, 'idempotency-key': number }
  await post(`/orders/${order?.id ?? ''}/settle`, { action: 'cancel', reason: 'not there' }, headers)
}
