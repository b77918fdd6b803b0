import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, signIn } from './support/lane.ts'
import { switchTo } from './support/people.ts'
import { signOut } from './support/sign-out.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

/** Where the bar and the menu of a page lead. */
async function ways(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Menu' }).click()
  const menu = page.getByRole('dialog')
  await menu.getByRole('link').first().waitFor()
  const all = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((it) => it.getAttribute('href')))
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  return [...new Set(all.map(String))]
}

test('[A1] who took over an admin’s till by PIN is led nowhere that refuses them, and support corrects no products there', async () => {
  await database.query(
    `insert into dead_letters
       (tenant_id, id, collection, document_id, payload, payload_hash, code, details, received_at)
     select tenant_id, gen_random_uuid(), 'products', id::text,
       json_build_object('id', id, 'title', 'Torn label', 'price', -1, 'cost', 777), '', 'document/invalid', 'price', now()
     from products order by id limit 1
     on conflict do nothing`,
  )
  const lane = await stories.lane(server.port)
  const { page, wire } = lane
  await signIn(lane, 'cashier')
  await page.getByLabel('Name of this lane').fill('Front counter')
  await page.getByRole('button', { name: 'Open the till' }).click()
  await page.getByTestId('search').waitFor()
  await signOut(lane)
  await signIn(lane, 'admin')
  await page.getByTestId('seller').filter({ hasText: 'Ada Admin' }).waitFor()
  await chipSays(lane, 'Online · all sent')
  await page.goto(`${wire.origin}/settings/branches`)
  await page.getByRole('heading', { name: 'Branches' }).waitFor()
  expect(await ways(page)).toEqual(
    expect.arrayContaining(['/account', '/bulk', '/approvals', '/dead-letters']),
  )

  await switchTo(page, 'Sam Rivera', '3333')
  await page.getByText('Only an admin changes settings').waitFor()
  expect((await ways(page)).toSorted()).toEqual(['/stock', '/till'])

  await switchTo(page, 'Sid Support', '2222')
  const ofSupport = await ways(page)
  expect(ofSupport).toEqual(expect.arrayContaining(['/approvals', '/dead-letters', '/conflicts']))
  expect(ofSupport.filter((path) => /^\/(settings|audit|bulk|account)/.test(path))).toEqual([])

  await page.goto(`${wire.origin}/dead-letters`)
  await page.getByRole('main').getByRole('button').filter({ hasText: 'Products' }).click()
  const letter = page.getByTestId('letter')
  await letter.getByText('Only an admin corrects products.').waitFor()
  expect(await letter.getByRole('button', { name: 'Correct' }).isDisabled()).toBe(true)
  expect(await letter.textContent()).not.toContain('7.77')
  await switchTo(page, 'Ada Admin', '1111')
  await letter.getByText('7.77').first().waitFor()
  expect(await letter.getByRole('button', { name: 'Correct' }).isEnabled()).toBe(true)
})
