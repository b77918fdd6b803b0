import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { paperOf } from '../../client/pos/printer/testing/paper-of.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill } from './support/lane.ts'
import { scan, sell, tick } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { fullestShelves } from './support/shop-facts.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()
const READER = join(import.meta.dirname, '../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')

/** A printer at this browser, on both ports: keeps what it is sent, and fails where `window.printerFails` says so. */
async function plugPrinter(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sent: number[][] = []
    const take = (bytes: Uint8Array) => {
      if ((globalThis as { printerFails?: boolean }).printerFails) throw new Error('cable')
      sent.push([...bytes])
    }
    class Device {
      vendorId = 1208
      productId = 514
      productName = 'TM-T88V'
      serialNumber = 'A1'
      opened = false
      configuration = {
        interfaces: [
          {
            interfaceNumber: 0,
            alternate: { endpoints: [{ direction: 'out', endpointNumber: 1 }] },
          },
        ],
      }
      async open() {
        this.opened = true
      }
      async close() {
        this.opened = false
      }
      async selectConfiguration() {}
      async claimInterface() {}
      async reset() {}
      async transferOut(_endpoint: number, bytes: Uint8Array) {
        take(bytes)
      }
    }
    const device = new Device()
    const port = {
      writable: null as WritableStream | null,
      getInfo: () => ({ usbVendorId: 1208, usbProductId: 514 }),
      async open() {
        port.writable = new WritableStream({ write: (bytes: Uint8Array) => take(bytes) })
      },
      async close() {},
    }
    for (const [name, value] of [
      ['usb', { getDevices: async () => [device], requestDevice: async () => device }],
      ['serial', { getPorts: async () => [port], requestPort: async () => port }],
    ] as const) {
      Object.defineProperty(navigator, name, { value: Object.assign(new EventTarget(), value) })
    }
    Object.assign(globalThis, { printed: sent })
  })
}

const printers = [
  { kind: 'USB', name: 'TM-T88V' },
  { kind: 'Serial', name: 'Serial' },
] as const

/** Everything that came out of the printer since the page was opened, job by job. */
async function printed(page: Page, jobs: number) {
  await page.waitForFunction(
    (count) => (globalThis as unknown as { printed: number[][] }).printed.length >= count,
    jobs,
  )
  const bytes = await page.evaluate(() => (globalThis as unknown as { printed: number[][] }).printed)
  return bytes.map((job) => paperOf(Uint8Array.from(job)))
}

test.for(printers)(
  'a sale comes out of the printer at $kind by itself, offline, with its number, total and signed code; a printer that fails stops nothing',
  async ({ kind, name }) => {
    const lane = await stories.installed(server.port, plugPrinter)
    const { page } = lane
    await openTill(lane)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('button', { name: 'Printer' }).click()
    const sheet = page.getByTestId('printer-sheet')
    await sheet.getByRole('button', { name: kind }).click()
    await sheet.getByRole('button', { name: 'Choose the printer' }).click()
    await sheet.getByText(`Paired: ${name}`).waitFor()
    await sheet.getByRole('switch', { name: 'Print after each sale' }).click()
    await sheet.getByRole('switch', { name: 'Open the drawer for cash' }).click()
    await sheet.getByRole('button', { name: 'Print a test' }).click()
    await printed(page, 1)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    lane.wire.cut()
    await chipSays(lane, 'Offline')

    const [code = ''] = await fullestShelves(database, 1)
    const number = await sell(page, code)
    const [, paper] = await printed(page, 2)
    const total = (await page.getByTestId('sold').locator('article').first().textContent()) ?? ''
    const shown = /\$\d+\.\d\d/.exec(total.slice(total.indexOf('Total')))?.[0] ?? 'no total'
    const lines = (paper?.lines ?? []).map((line) => line.trim())
    expect(lines.some((line) => line.startsWith(number))).toBe(true)
    expect(lines.find((line) => line.startsWith('Total'))).toContain(shown)
    expect(paper?.codes).toEqual([await page.locator('img[data-code]').first().getAttribute('data-code')])
    expect(paper).toMatchObject({ cuts: 1, pulses: [0], unknown: [] })

    await page.evaluate(() => Object.assign(globalThis, { printerFails: true }))
    const second = await sell(page, code)
    await page.getByText(`${second} was not printed`).waitFor()
    await page.evaluate(() => Object.assign(globalThis, { printerFails: false }))
    await page.getByRole('button', { name: 'Print again' }).click()
    const all = await printed(page, 3)
    expect(all.at(-1)?.lines.join('\n')).toContain(second)
    // After a reload the printer is found again by itself.
    await page.reload()
    await page.locator('[data-testid="search"]:focus').waitFor()
    const third = await sell(page, code)
    const [after] = await printed(page, 1)
    expect(after?.lines.join('\n')).toContain(third)
    expect(after?.lines.join('\n')).not.toContain('COPY')
    // The original is out: what is asked for now says that it is none.
    await page.getByRole('button', { name: 'Print receipt' }).click()
    const [, again] = await printed(page, 2)
    expect(again?.lines.map((line) => line.trim())).toContain('COPY')
  },
)

test('a receipt saved as PDF is one page, 80 mm wide; every print after the first says that it is a copy, also after a reload', async () => {
  const lane = await stories.lane(server.port, neverPrints)
  const { page } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 3)
  for (const code of codes) await scan(page, code)
  await page.keyboard.press('F10')
  const number = await tick(page)
  await page.locator('img[data-code]').first().waitFor({ state: 'attached' })
  expect(await readByScanner(page)).toBe(
    await page.locator('img[data-code]').first().getAttribute('data-code'),
  )
  await askToPrint(page)
  await page.emulateMedia({ media: 'print' })
  const words = await page.locator('body').innerText()
  expect(words).toContain(number)
  expect(words).toMatch(/Total\s+\$/)
  expect(words).not.toContain('Next sale')
  expect(words).not.toContain('COPY')
  await page.emulateMedia({ media: 'screen' })
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([
    { width: 80, height: expect.any(Number) },
  ])
  // On an office printer it is one page of its paper. Each printing ends the one before.
  await askToPrint(page)
  expect(await onPaper(page)).toContain('COPY')
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toEqual([{ width: 210, height: 297 }])

  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByTestId('today').getByRole('button', { name: number }).click()
  for (const copy of ['COPY 2', 'COPY 3']) {
    await askToPrint(page, 'Print a copy')
    expect(await onPaper(page)).toContain(copy)
    await endPrinting(page)
  }

  await page.reload()
  await page.locator('[data-testid="search"]:focus').waitFor()
  await page.getByRole('button', { name: 'Today' }).click()
  await page.getByRole('button', { name: 'All receipts here' }).click()
  await page.getByTestId('orders-search').fill(number)
  await page.getByTestId('orders-here').getByRole('button', { name: number }).click()
  await askToPrint(page, 'Print a copy')
  expect(await onPaper(page)).toContain('COPY 4')
  await endPrinting(page)
})

/** The browser's own dialog cannot be pressed here: what it would print is looked at instead. */
async function neverPrints(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.print = () => void Object.assign(globalThis, { asked: true })
  })
}

/** What a scanner reads off the first code of the receipt. */
async function readByScanner(page: Page): Promise<string | undefined> {
  const picture = await page
    .locator('img[data-code]')
    .first()
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: 700, height: 700 })
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('nothing to draw on')
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, 700, 700)
      pen.drawImage(image, 50, 50, 600, 600)
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    })
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(READER).buffer as ArrayBuffer } })
  const [read] = await readBarcodes(Uint8Array.from(Buffer.from(picture, 'base64')), { formats: ['QRCode'] })
  return read?.text
}

/** What would come out now: one paper, whatever else is on the page. */
async function onPaper(page: Page): Promise<string> {
  return (await page.locator('.on-paper[data-printing]').textContent()) ?? ''
}

async function endPrinting(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
}

/** Presses Print, and waits until the page is ready for it. */
async function askToPrint(page: Page, name = 'Print receipt'): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { asked: false }))
  await page.getByRole('button', { name }).click()
  await page.waitForFunction(() => (globalThis as { asked?: boolean }).asked)
}

/** The pages of a PDF, in whole millimetres. */
function pagesOf(pdf: Uint8Array): { width: number; height: number }[] {
  const boxes = Buffer.from(pdf)
    .toString('latin1')
    .matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)
  const millimetres = (points: string | undefined) => Math.round((Number(points) * 25.4) / 72)
  return [...boxes].map(([, width, height]) => ({ width: millimetres(width), height: millimetres(height) }))
}
