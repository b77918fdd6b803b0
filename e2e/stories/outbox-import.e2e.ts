import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { exportUnsent } from '../../client/database/export-unsent.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()
const passphrase = 'correct horse battery'
const letters = async () => (await database.query('select 1 from dead_letters')).length

test('[U3] [C8] what a lane could not send is exported, brought in at another till, and doubled by nobody', async () => {
  const lost = await stories.installed(server.port)
  await openTill(lost)
  const codes = await fullestShelves(database, 3)
  lost.wire.cut()
  await chipSays(lost, 'Offline')
  const before = await letters()
  const numbers = []
  for (const code of codes) numbers.push(await sell(lost.page, code))
  const file = await exported(lost.page)

  const other = await stories.lane(server.port)
  await openTill(other, 'Second counter')
  const { page } = other
  await page.getByTestId('status-chip').click()
  await page.getByRole('button', { name: 'Import a file' }).click()
  await open(page, Buffer.from('not ours'), passphrase)
  await page.getByText('This is not a file of unsent sales').waitFor()
  await open(page, file.subarray(0, file.length - 40), passphrase)
  await page.getByText('The file is damaged').waitFor()
  await open(page, file, 'another passphrase')
  await page.getByText('The passphrase does not open this file').waitFor()
  await open(page, await ofAnotherBusiness(), passphrase)
  await page.getByText('This file belongs to another business').waitFor()
  expect(await onServer(database, numbers)).toEqual([])

  await open(page, file, passphrase)
  const sheet = page.getByTestId('outbox-import')
  await sheet.getByText('3 documents').waitFor()
  for (const number of numbers) await sheet.getByText(number).waitFor()
  await page.getByRole('button', { name: 'Send to the server' }).click()
  await sheet.getByText('3 documents are on the server').waitFor()
  expect(await sheet.getByText('accepted').count()).toBe(3)
  expect((await onServer(database, numbers)).map(({ status }) => status)).toEqual(Array(3).fill('accepted'))

  // The lane comes back, and sends all of it once more.
  lost.wire.mend()
  await chipSays(lost, 'Online · all sent')
  expect(await onServer(database, numbers)).toHaveLength(3)
  expect(await letters()).toBe(before)
  await expectStockAddsUp(database)
})

/** Saves what is unsent by the sheet behind the chip, and gives the file. */
async function exported(page: Page): Promise<Buffer> {
  await page.getByTestId('status-chip').click()
  await page.getByRole('button', { name: 'Export unsent' }).click()
  await page.getByLabel('Passphrase').fill(passphrase)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const bytes = await readFile(await (await download).path())
  await page.keyboard.press('Escape')
  return bytes
}

async function open(page: Page, buffer: Buffer, words: string): Promise<void> {
  const file = { name: 'omnisync-unsent.bin', mimeType: 'application/octet-stream', buffer }
  await page.getByTestId('outbox-file').setInputFiles(file)
  await page.getByLabel('Passphrase').fill(words)
  await page.keyboard.press('Enter')
}

async function ofAnotherBusiness(): Promise<Buffer> {
  const id = () => crypto.randomUUID()
  const outbox = {
    tenantId: id(),
    deviceId: id(),
    branchId: id(),
    lane: 'DT-L1',
    savedAt: '2026-01-01T00:00:00.000Z',
    documents: [],
  }
  return Buffer.from(await (await exportUnsent(outbox, passphrase)).arrayBuffer())
}
