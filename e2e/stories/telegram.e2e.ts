import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, openTill, signIn } from './support/lane.ts'
import { pictureAt } from './support/pictures.ts'
import { scan, sell } from './support/sell.ts'
import { onServer } from './support/shop-facts.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** Writes to the bot, as whoever is played on its page. */
async function write(chat: Page, text: string): Promise<void> {
  await chat.getByLabel('Message', { exact: true }).fill(text)
  await chat.getByRole('button', { name: 'Send' }).click()
}

test('an admin connects a phone on the account page, and what a till sells is told there when it runs low', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(desk, 'admin')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'My account' }).click()
  await page.getByRole('button', { name: 'Connect Telegram' }).click()
  const code = page.getByTestId('telegram-code')
  await code.waitFor()
  await page.screenshot({ path: pictureAt('account-code') })
  expect(await seriousOn(page)).toEqual([])

  const [chat] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open @omnisync_demo_bot' }).click(),
  ])
  // As in Telegram: the link has filled in the code, and pressing Start sends it.
  await chat.getByRole('button', { name: 'Send' }).click()
  const messages = chat.getByRole('list', { name: 'Messages' })
  await messages.getByText('Connected: ').waitFor()
  await page.getByTestId('chat').getByText('Connected with Dilnoza').waitFor()
  expect(await code.count()).toBe(0)

  const [product] = await database.query<{ sku: string; barcode: string; title: string; pieces: number }>(
    `select p.sku, p.barcode, p.title, s.on_hand as pieces from products p
     join stock_levels s on s.tenant_id = p.tenant_id and s.product_id = p.id
     join branches b on b.tenant_id = s.tenant_id and b.id = s.branch_id
     where b.code = 'DT' and p.barcode is not null and p.status = 'active' and s.on_hand between 20 and 60
     order by p.sku limit 1`,
  )
  if (!product) throw new Error('the demo has no such product')
  const { sku, barcode, title, pieces } = product
  await write(chat, `/stock ${sku}`)
  await messages.getByText(`Downtown: ${pieces}`).waitFor()
  await write(chat, `/alert ${sku} -1`)
  await messages.getByText('The threshold is a whole number').waitFor()
  await write(chat, `/alert ${sku} ${pieces - 2}`)
  await messages.getByText(`comes down to ${pieces - 2}`).waitFor()
  await page.getByRole('button', { name: `Take off the alert for ${title}` }).waitFor({ timeout: 30_000 })
  await page.screenshot({ path: pictureAt('account-connected') })

  const lane = await stories.lane(server.port)
  await openTill(lane)
  await scan(lane.page, barcode)
  await sell(lane.page, barcode)
  await messages.getByText(`${pieces - 2} left (your threshold ${pieces - 2})`).waitFor({ timeout: 30_000 })
  await scan(lane.page, barcode)
  const third = await sell(lane.page)
  // A till's tick is its own: the server hears of the sale a moment later.
  await expect.poll(() => onServer(database, [third])).toHaveLength(1)
  await write(chat, `/stock ${sku}`)
  await messages.getByText(`Downtown: ${pieces - 3}`).waitFor({ timeout: 30_000 })
  expect(await messages.getByText('your threshold').count(), 'told once').toBe(1)
  await chat.setViewportSize({ width: 1366, height: 768 })
  await chat.screenshot({ path: pictureAt('telegram-chat') })
  expect(await seriousOn(chat)).toEqual([])

  await page.bringToFront()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('No chat is connected.').waitFor()
  await write(chat, '/today')
  await messages.getByText('This bot speaks only to people whose chat is connected').waitFor()
  const told = await database.query<{ action: string }>(
    `select distinct action from audit_log where action like 'telegram.%' order by action`,
  )
  expect(told.map(({ action }) => action)).toEqual(['telegram.asked', 'telegram.bound', 'telegram.unbound'])
})
