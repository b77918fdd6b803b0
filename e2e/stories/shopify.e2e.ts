import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, openTill, signIn } from './support/lane.ts'
import { onlineShop } from './support/online-shop.ts'
import { pictureAt } from './support/pictures.ts'
import { scan, sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const online = onlineShop(server)
const stories = browserForStories()

test('what pays a customer twice, or has stock met anew, is asked about first', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  const told: unknown[] = []
  await page.route('**/shopify/waiting', (route) =>
    route.fulfill({
      json: {
        at: new Date().toISOString(),
        sends: [
          {
            id: '7',
            kind: 'refund',
            state: 'dead',
            about: '#1042',
            rows: 0,
            createdAt: new Date().toISOString(),
            attempts: 4,
            nextTryAt: null,
            fault: { code: 'shopify/answer-unknown', message: '' },
          },
        ],
        webhooks: [],
        orders: [],
        products: [],
        levels: [],
      },
    }),
  )
  await page.route('**/shopify/waiting/send/7/again', (route) => {
    told.push(route.request().postDataJSON())
    return route.fulfill({ status: 204 })
  })
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(desk, 'admin')
  await page.getByRole('button', { name: 'Search and commands' }).click()
  const palette = page.getByTestId('palette')
  await palette.getByRole('combobox').fill('shopify')
  await palette.getByRole('option', { name: 'Shopify' }).first().click()
  const anew = page.getByRole('button', { name: 'Shopify did not do it: send it' })
  await anew.click()
  const question = page.getByRole('dialog')
  await question.getByText('Open the order in Shopify').waitFor()
  await page.screenshot({ path: pictureAt('shopify-send-anew') })
  // Whoever presses Enter on and on has said nothing.
  await page.keyboard.press('Enter')
  await question.waitFor({ state: 'detached' })
  expect(told).toEqual([])
  await anew.click()
  await question.getByRole('button', { name: 'Send it' }).click()
  await expect.poll(() => told).toEqual([{ word: 'anew' }])

  const places = page.getByTestId('shop-locations')
  await places.getByLabel('Downtown').selectOption({ label: 'No branch' })
  await places.getByRole('button', { name: 'Save locations' }).click()
  await question.getByText('Change which branch is which?').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
})

test('an admin connects the online shop, and from the first import on one stock is sold by both', async () => {
  const desk = await stories.lane(server.port)
  // What is refused here is the story.
  desk.expects.push(/422/)
  const { page } = desk
  await page.setViewportSize({ width: 1366, height: 768 })
  await signIn(desk, 'admin')
  await page.getByRole('button', { name: 'Search and commands' }).click()
  const palette = page.getByTestId('palette')
  await palette.getByRole('combobox').fill('shopify')
  await palette.getByRole('option', { name: 'Shopify' }).first().click()
  const state = page.getByTestId('shop-state')

  // The demo is connected already: this admin begins anew.
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByLabel('Address of the shop').fill(online.domain)
  await page.getByLabel('Client id').fill(online.clientId)
  await page.getByLabel('Client secret').fill('shpss_wrong')
  await page.keyboard.press('Enter')
  await page.getByText('Shopify refuses this client id or secret').waitFor()
  await page.screenshot({ path: pictureAt('shopify-connect') })
  expect(await seriousOn(page)).toEqual([])
  await page.getByLabel('Client secret').fill(online.secret)
  await page.keyboard.press('Enter')
  await state.and(page.locator('[data-state=noLocation]')).waitFor()

  const places = page.getByTestId('shop-locations')
  for (const place of await places.locator('label').allTextContents()) {
    const branch = await places
      .getByLabel(place)
      .locator('option')
      .filter({ hasText: place })
      .first()
      .getAttribute('value')
    await places.getByLabel(place).selectOption(branch)
  }
  await page.getByRole('button', { name: 'Save locations' }).click()
  await state.and(page.locator('[data-state=nothingImported]')).waitFor()

  await page.keyboard.press('Control+K')
  await palette.getByRole('combobox').fill('import the whole')
  await page.keyboard.press('Enter')
  const found = page.getByTestId('shop-import')
  await found.waitFor()
  await page.screenshot({ path: pictureAt('shopify-importing') })
  await found.and(page.locator('[data-state=done]')).waitFor({ timeout: 40_000 })
  for (const kind of ['created', 'matched', 'conflicting', 'refused'])
    expect([kind, await found.locator(`[data-kind=${kind}]`).textContent()]).not.toEqual([kind, '0'])
  await page.getByTestId('shop-decisions').getByText('Price').first().waitFor()

  const [product] = await database.query<{ id: string; sku: string; barcode: string }>(
    `select p.id, p.sku, p.barcode from shopify_variants v
     join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
     join stock_levels s on s.tenant_id = v.tenant_id and s.product_id = p.id
     join branches b on b.tenant_id = v.tenant_id and b.id = s.branch_id
     where b.code = 'DT' and not v.is_new and p.barcode is not null and p.status = 'active'
     order by s.on_hand desc, p.sku limit 1`,
  )
  if (!product) throw new Error('the import matched nothing')
  const { sku, barcode } = product
  const onHand = async () =>
    (
      await database.query<{ pieces: number }>(
        `select s.on_hand as pieces from stock_levels s join branches b on b.tenant_id = s.tenant_id and b.id = s.branch_id
         where b.code = 'DT' and s.product_id = $1`,
        [product.id],
      )
    )[0]?.pieces ?? -1
  const before = await onHand()
  await expect.poll(() => online.available(sku, 'Downtown'), { timeout: 30_000 }).toBe(before)

  // A lane with that product in its cart sees what the online customer takes.
  const lane = await stories.lane(server.port)
  await openTill(lane)
  await lane.page.getByTestId('search').fill(sku)
  await lane.page.getByText(`${before} left`).first().waitFor()
  await online.buy(sku, 2)
  await lane.page
    .getByText(`${before - 2} left`)
    .first()
    .waitFor()
  await lane.page.keyboard.press('Escape')

  // And what the lane sells is gone online.
  await scan(lane.page, barcode)
  await sell(lane.page)
  await expect.poll(() => online.available(sku, 'Downtown'), { timeout: 30_000 }).toBe(before - 3)
  expect(await onHand()).toBe(before - 3)
  await expectStockAddsUp(database)
  await page.screenshot({ path: pictureAt('shopify-page') })
  expect(await seriousOn(page)).toEqual([])

  await online.control('uninstall')
  await state.and(page.locator('[data-state=uninstalled]')).waitFor()
  await state.getByText('Install the app in Shopify again').waitFor()
  await page.screenshot({ path: pictureAt('shopify-uninstalled') })
  await page.getByRole('link', { name: 'Status' }).click()
  await page.getByTestId('problems').getByText('The app is not installed in Shopify any more').waitFor()
})
