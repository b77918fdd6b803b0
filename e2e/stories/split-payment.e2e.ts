import { expect, test } from 'vitest'
import type { Payment } from '../../shared/orders/order.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { scan, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, setDowntown } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

type Settled = {
  status: string
  flags: string[]
  customer: string | null
  subtotal: number
  discount: number
  total: number
  payments: Payment[]
}

test('a customer made offline, a discount on the sale, and card, euros and rounded cash for it: by keyboard alone', async () => {
  await setDowntown(database, { cashRounding: 5 })
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 2)
  wire.cut()
  await chipSays(lane, 'Offline')

  await page.keyboard.type('3*', { delay: 80 })
  for (const code of codes) await scan(page, code)
  // Faster than the dialog is there.
  await page.keyboard.press('F6')
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await page.getByText('5 pieces').first().waitFor()
  const total = page.getByTestId('total')
  const before = cents(await total.textContent())

  await page.keyboard.press('F4')
  await page.getByTestId('customer-sheet').waitFor()
  await page.keyboard.type('Zara Quill', { delay: 80 })
  await page.getByText('Nobody is found for “Zara Quill”').waitFor()
  await page.keyboard.press('Enter')
  await page.getByTestId('customer-form').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('+1 555 010 0199', { delay: 80 })
  await page.keyboard.press('Enter')
  await page.getByTestId('customer').getByText('Zara Quill').waitFor()

  await page.keyboard.press('Shift+F7')
  await page.getByTestId('reduction').waitFor()
  await page.keyboard.type('110', { delay: 80 })
  await page.getByText('From 0 to 100 percent.').waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('10', { delay: 80 })
  await page.keyboard.press('Enter')
  await expect.poll(async () => cents(await total.textContent())).toBe(before - Math.round(before / 10))
  const owed = cents(await total.textContent())
  // The open sale survives a reload with its customer and its discount.
  await reopenTill(lane)
  await page.getByTestId('customer').getByText('Zara Quill').waitFor()
  expect(cents(await total.textContent())).toBe(owed)

  await page.keyboard.press('F9')
  const given = page.getByTestId('tendered')
  await given.waitFor()
  // Wherever the focus was left, figures are money.
  await page.getByTestId('status-chip').click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('7')
  await expect.poll(() => given.inputValue()).toBe('7')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Still to pay').waitFor()
  const part = async (arrow: 'ArrowUp' | 'ArrowDown', times: number, label: RegExp, amount: string) => {
    for (let at = 0; at < times; at += 1) await page.keyboard.press(arrow)
    await page.getByLabel(label).and(given).waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(amount, { delay: 80 })
    await page.keyboard.press('Enter')
  }
  await part('ArrowDown', 2, /on the card/, '9999')
  await page.getByRole('alert').getByText('only cash gives change').waitFor()
  await part('ArrowDown', 0, /on the card/, '10')
  await expect.poll(async () => cents(await page.getByTestId('remaining').textContent())).toBe(owed - 1000)
  // With money on the counter nothing is added, and that is said where the money is taken.
  await scan(page, codes[0]!)
  await page.getByTestId('notice').getByText('Finish the payment first').waitFor()
  // Nor is the sale parked with it.
  await page.keyboard.press('F8')
  await page.getByRole('dialog').getByText('Finish the payment first').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // Money on the counter survives the way to another page and a reload.
  await page.goto(`${wire.origin}/stock`)
  await page.getByTestId('stock-search').waitFor()
  await page.goto(`${wire.origin}/till`)
  await given.waitFor()
  const inCash = Math.round((owed - 1000) / 5) * 5
  await expect.poll(async () => cents(await page.getByTestId('remaining').textContent())).toBe(inCash)
  await part('ArrowDown', 1, /EUR/, '5')
  const left = owed - 1540
  const due = Math.round(left / 5) * 5
  await expect.poll(async () => cents(await page.getByTestId('remaining').textContent())).toBe(due)
  await part('ArrowUp', 1, /Cash given$/, '900')
  const number = await tick(page)
  const change = 90_000 - due
  expect(cents(await page.getByTestId('change').textContent())).toBe(change)
  await page.getByTestId('sold').getByText('Zara Quill').first().waitFor()
  await chipSays(lane, '2 waiting')

  wire.mend()
  await chipSays(lane, 'Online · all sent')
  const [order] = await database.query<Settled>(
    `select o.status, o.flags, c.name as customer, o.subtotal::int, o.discount::int, o.total::int, o.payments
     from orders o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
     where o.number = $1`,
    [number],
  )
  expect(order).toEqual({
    status: 'accepted',
    flags: [],
    customer: 'Zara Quill',
    subtotal: before,
    discount: Math.round(before / 10),
    total: owed,
    payments: [
      { type: 'card', amount: 1000, tendered: 1000, change: 0 },
      { type: 'cash', amount: 540, tendered: 500, change: 0, currency: 'EUR', rate: 1.08 },
      { type: 'cash', amount: Math.min(left, due), tendered: 90_000, change: 90_000 - Math.min(left, due) },
      ...roundingFrom(left, due),
    ],
  })
  await expectStockAddsUp(database)
})

/** What the order says of cash that was rounded. */
function roundingFrom(left: number, due: number): Payment[] {
  const tendered = Math.abs(left - due) as Payment['amount']
  if (tendered === 0) return []
  const none = 0 as Payment['amount']
  const down = due < left
  return [{ type: 'rounding', amount: down ? tendered : none, tendered, change: down ? none : tendered }]
}

/** Dollars on screen as cents: `$1,234.50` is 123450. */
function cents(shown: string | null): number {
  return Math.round(Number((shown ?? '').replaceAll(/[^\d.]/g, '')) * 100)
}
