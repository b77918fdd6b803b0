import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { installProbe } from './probe.ts'
import type { Probe } from './probe.ts'

declare const till: Probe

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser to measure in; undefined where there is none. */
export function chromiumPath(): string | undefined {
  return existsSync(CHROMIUM) ? CHROMIUM : undefined
}

export function launch(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...args] })
}

/**
 * A browser of its own in which nobody has signed in yet, its page's processor so many times slower.
 *
 * @param origin where it goes; nowhere yet where it is null
 */
export async function newLane(
  browser: Browser,
  origin: string | null,
  slowdown = 1,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await prepare(context, origin)
  if (slowdown > 1) {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  }
  return { page, context }
}

/** Opens the app in a context that has the probe in every page. */
export async function prepare(context: BrowserContext, origin: string | null): Promise<Page> {
  context.setDefaultTimeout(120_000)
  await context.addInitScript(installProbe)
  const page = context.pages()[0] ?? (await context.newPage())
  if (origin !== null) await page.goto(origin)
  return page
}

/** Signs the cashier in, up to the button that makes this browser a lane. */
export async function signIn(page: Page): Promise<void> {
  // The app is installed for days offline while a person types, which takes longer than here.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await page.getByLabel('Email').fill('cashier@demo.test')
  await page.getByLabel('Password').fill('demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Name of this lane').fill('Bench')
}

export type FirstLoad = { firstSale: number; loaded: number; tasks: number[] }

/**
 * Presses the button that opens the till in an empty browser.
 *
 * @param codes barcodes of the first product and of the last one to arrive
 * @param sold called when the first sale was made
 * @returns milliseconds until the first product could be scanned; until the catalogue was whole, searchable and on
 *   disk; and the main thread's tasks above 50 ms meanwhile
 */
export async function openTill(
  page: Page,
  codes: { first: string; last: string },
  sold: () => void = () => {},
): Promise<FirstLoad> {
  const began = await page.evaluate(() => performance.now())
  await page.getByRole('button', { name: 'Open the till' }).click()
  const first = await page.evaluate((code) => till.scanUntilFound(code), codes.first)
  await page.evaluate(() => till.checkout())
  sold()
  await loadedEnd(page)
  // Found like any other: nothing is missing at the end of the log.
  await page.evaluate((code) => till.scanUntilFound(code), codes.last)
  await page.evaluate(() => till.checkout())
  const { to, tasks } = await page.evaluate(() => ({ to: till.loading.to, tasks: till.tasks }))
  const end = to ?? Number.NaN
  return {
    firstSale: first - began,
    loaded: end - began,
    tasks: tasks.filter(({ at }) => at > began && at < end).map(({ ms }) => ms),
  }
}

/** Waits until the chip has named the catalogue's percentage and names it no more. */
export async function loadedEnd(page: Page): Promise<void> {
  await page.waitForFunction(() => till.loading.to !== null && performance.now() - till.loading.to > 1_000)
}
