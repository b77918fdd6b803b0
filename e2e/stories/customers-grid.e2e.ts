import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, signIn, type Lane } from './support/lane.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

async function seriousOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

async function openCustomers(): Promise<Lane> {
  const lane = await stories.installed(server.port)
  await signIn(lane, 'admin')
  await lane.page.getByTestId('home-figures').waitFor()
  await lane.page.goto(`${lane.wire.origin}/customers`)
  await lane.page.locator('[role="row"][aria-rowindex="2"]').waitFor()
  await chipSays(lane, 'Online · all sent')
  // What is loaded late is there without the network, too.
  await lane.startsOffline()
  return lane
}

test('[M4] an admin edits a customer in the row: what others changed meanwhile stays, and a refusal says why', async () => {
  const lane = await openCustomers()
  const { page } = lane
  const cell = (field: string) => page.locator(`[role="row"][aria-rowindex="2"] [id$="-${field}"]`)
  const type = async (field: string, text: string) => {
    await cell(field).dblclick()
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  const name = (await cell('name').textContent())!
  const stored = async () => {
    const [row] = await database.query<{ phone: string; note: string }>(
      'select phone, note from customers where name = $1',
      [name],
    )
    return row
  }
  await type('phone', 'next door')
  await page.getByRole('alert').filter({ hasText: 'A phone number such as' }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('+1 555 010 7777')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored())?.phone).toBe('+1 555 010 7777')
  await expect.poll(() => page.getByRole('img', { name: 'Being saved' }).count()).toBe(0)
  expect(await cell('phone').textContent()).toBe('+1 555 010 7777')

  lane.wire.cut()
  await type('note', 'likes green')
  const refused = page.locator('[role="gridcell"][aria-invalid="true"]')
  await refused.waitFor()
  expect(await refused.textContent()).toContain('likes green')
  // A note that is on its way in or out is hidden from readers with the button in it, for as long as it moves.
  await expect.poll(() => seriousOn(page), { message: 'a refused edit', timeout: 60_000 }).toEqual([])
  lane.wire.mend()
  await chipSays(lane, 'Online · all sent')
  await cell('note').dblclick()
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await stored())?.note, { message: 'what was typed was kept' })
    .toBe('likes green')
  expect((await stored())?.phone).toBe('+1 555 010 7777')
})

test('customers come from a file: looked at first, matched by phone or email, and its errors come back as a file', async () => {
  const { page } = await openCustomers()
  const [known] = await database.query<{ name: string; phone: string }>(
    'select name, phone from customers where not deleted and phone is not null order by name desc limit 1',
  )
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByTestId('import-dialog')
  const give = (text: string | Buffer) =>
    dialog
      .getByLabel('Import')
      .setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await give(Buffer.from([0x61, 0x0a, 0xcf, 0xf0, 0xe8, 0xff]))
  await dialog.getByRole('alert').filter({ hasText: 'UTF-8' }).waitFor()
  await give(`Name,Phone\r\n${'Eve,1\r\n'.repeat(200_000)}`)
  await dialog.getByRole('alert').filter({ hasText: '100,000 rows' }).waitFor()
  await give('Colour,Size\r\nred,7\r\n')
  await dialog.getByText('Say which column holds the phone or the email').waitFor()
  expect(await dialog.getByRole('button', { name: 'Dry run' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Import' }).click()
  const rows = [
    `,${known!.phone.replaceAll(/[\s()-]/g, '')},,from a file`,
    'Eve Newcomer,+1 555 010 4242,eve@example.com,',
    '=1+1,,formula@example.com,',
    'Nobody,,,',
  ]
  await give(`Name,Phone,Email,Note\r\n${rows.join('\r\n')}\r\n`)
  await dialog.getByText('Which column holds what?').waitFor()
  await dialog.getByRole('button', { name: 'Dry run' }).click()
  await dialog.getByText('1 new, 1 changed, 0 as they are, 2 with errors').waitFor()
  expect(await seriousOn(page), 'dry run').toEqual([])
  const wrote = () =>
    database.query<{ name: string }>(
      "select name from customers where note = 'from a file' or (email = 'eve@example.com' and phone = '+1 555 010 4242')",
    )
  expect(await wrote(), 'nothing is sent by looking').toEqual([])
  await dialog.getByRole('button', { name: 'Import 2 customers' }).click()
  await dialog.getByText('Import ended').waitFor()
  expect((await wrote()).map(({ name }) => name).toSorted()).toEqual(['Eve Newcomer', known!.name].toSorted())
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'File of errors' }).click(),
  ])
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('looks like a formula')
  expect(text).toContain('neither a phone nor an email')
  await page.keyboard.press('Escape')

  // The same file once more makes nobody twice.
  await page.getByTestId('grid-search').fill('Eve Newcomer')
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2')
  await page.getByRole('button', { name: 'Import' }).click()
  await give(`Name,Phone,Email,Note\r\n${rows[1]}\r\n`)
  await dialog.getByRole('button', { name: 'Dry run' }).click()
  await dialog.getByText('0 new, 0 changed, 1 as they are, 0 with errors').waitFor()
})
