import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill } from './support/lane.ts'
import { scan } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang)

// The phone's bar has one too, out of sight here.
const payButton = (page: Page) => page.getByTestId('pay').filter({ visible: true })

/** Notes every text that the app paints, from the first moment on, as `window.painted`. */
function notePainted(): void {
  const painted = new Set<string>()
  Object.assign(window, { painted })
  const note = (): void => {
    for (const text of document.querySelector<HTMLElement>('#app')?.innerText.split('\n') ?? [])
      painted.add(text)
  }
  new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true })
}

test('the app speaks the browser’s language, then the user’s, and changes it without the network too', async () => {
  const lane = await stories.installed(server.port, async (context) => {
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'languages', { get: () => ['uz-Latn-UZ', 'ru'] })
    })
    await context.addInitScript(notePainted)
  })
  const { page, wire } = lane
  await page.getByLabel('Elektron pochta').waitFor()
  expect(await languageOf(page)).toBe('uz')
  await page.getByRole('button', { name: 'English' }).click()
  await openTill(lane)
  expect(await languageOf(page), 'as chosen before signing in').toBe('en')

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Русский' }).click()
  await page.getByRole('dialog').getByText('Тема').waitFor()
  await page.keyboard.press('Escape')
  await chipSays(lane, 'Онлайн · всё ушло')
  const [code] = await fullestShelves(database, 1)
  await scan(page, code!)
  await expect.poll(() => payButton(page).textContent()).toContain('Оплата')

  wire.cut()
  await chipSays(lane, 'Офлайн')
  await page.getByRole('button', { name: 'Меню' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Oʻzbekcha' }).click()
  await page.getByRole('dialog').getByText('Mavzu').waitFor()
  await page.keyboard.press('Escape')
  await reopenTill(lane)
  expect(await languageOf(page)).toBe('uz')
  await chipSays(lane, 'Oflayn')
  // Chromium has no data of its own for Uzbek.
  expect(await payButton(page).textContent()).toContain('Toʻlov')
  expect(await page.getByTestId('cart-lines').textContent()).toMatch(/\d,\d\d\s\$/)

  const painted = await page.evaluate(() => [...(window as unknown as { painted: Set<string> }).painted])
  expect(painted.join(), 'the painting was watched').toContain('Toʻlov')
  const others = painted.filter((text) => /Opening|Search|Sale|Pay|Offline|\p{Script=Cyrillic}/u.test(text))
  expect(others, 'no other language flashed by').toEqual([])
})
