import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, signIn } from './support/lane.ts'
import { pictureAt } from './support/pictures.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[U5] a sale that came without its payment is paid in the letter’s form, by keyboard, and settled', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await signIn(desk, 'support')
  const [unpaid] = await database.query<{ number: string; total: number }>(
    `update dead_letters set payload = jsonb_set(payload::jsonb, '{payments}', '[]')::json
     where code = 'order/wrong-payments' and state = 'open'
     returning payload->>'number' as number, (payload->>'total')::int as total`,
  )
  const { number = '', total = 0 } = unpaid ?? {}
  await page.getByRole('link', { name: 'Dead letters', exact: true }).click()
  expect(total).toBeGreaterThan(0)
  const money = (total / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' })
  await page.getByText('The payments do not add up').first().click()
  const letter = page.getByTestId('letter')
  await letter.getByText(`The payments add up to $0.00, the total is ${money}`).waitFor()
  await page.keyboard.press('e')
  const adding = letter.getByRole('button', { name: `Add a payment of ${money}` })
  await expect.poll(() => adding.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await letter.getByText('Every field fits').waitFor()
  expect(await page.locator(':focus').getAttribute('name'), 'how it was paid').toBe('payments.0.type')
  expect(await letter.locator('[name="payments.0.amount"]').inputValue()).toBe((total / 100).toFixed(2))
  await letter.getByText(`Type: cash, Amount: ${money}`).waitFor()
  await page.screenshot({ path: pictureAt('dead-letter-form') })
  expect(await seriousOn(page), 'a letter that is corrected').toEqual([])
  await letter.getByRole('button', { name: 'Send corrected' }).press('Enter')
  await expect.poll(() => onServer(database, [number])).toEqual([{ number, status: 'accepted' }])
  expect(
    await database.query(`select payments->0->>'amount' as paid from orders where number = $1`, [number]),
  ).toEqual([{ paid: String(total) }])
  await expectStockAddsUp(database)
})
