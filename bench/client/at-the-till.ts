import type { Page } from 'playwright-core'
import type { Probe } from './probe.ts'

declare const till: Probe

export type AtTheTill = {
  scans: number[]
  /** From the key to the tick on the page. */
  checkouts: number[]
  /** The part of it until the order is durable. */
  kept: number[]
  letters: number[]
  tasks: number[]
}

/** Sales of three scans each, and searches between them; all times in milliseconds. */
export async function workAtTheTill(
  page: Page,
  barcodes: readonly string[],
  sales: number,
): Promise<AtTheTill> {
  const any = () => barcodes[Math.floor(Math.random() * barcodes.length)] ?? ''
  const done: AtTheTill = { scans: [], checkouts: [], kept: [], letters: [], tasks: [] }
  const began = await page.evaluate(() => {
    till.kept.length = 0
    return performance.now()
  })
  for (let sale = 0; sale < sales; sale += 1) {
    const codes = [...new Set([any(), any(), any()])]
    const one = await page.evaluate(async (scanned) => {
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const scans: number[] = []
      for (const code of scanned) {
        // The scanner's next code begins later than its last one ended.
        await sleep(70)
        scans.push(await till.scan(code))
      }
      await sleep(70)
      return { scans, checkout: (await till.checkout()).ms }
    }, codes)
    done.scans.push(...one.scans)
    done.checkouts.push(one.checkout)
  }
  done.kept = await page.evaluate(() => till.kept)
  for (const words of ['linen shirt', 'wool blaket', 'organic cof', 'candel', 'blue mug', 'jacket']) {
    done.letters.push(...(await page.evaluate((text) => till.type(text), words)))
  }
  const tasks = await page.evaluate(() => till.tasks)
  done.tasks = tasks.filter(({ at }) => at > began).map(({ ms }) => ms)
  return done
}

export type Warm = { scriptsMs: number; scanMs: number; tasks: number[] }

/** Reloads the till: milliseconds from navigation to its search field, and to a scan that works. */
export async function reload(page: Page, code: string): Promise<Warm> {
  await page.reload({ waitUntil: 'commit' })
  return page.evaluate(async (scanned) => {
    while (document.querySelector('[data-testid="search"]') === null)
      await new Promise((resolve) => setTimeout(resolve, 2))
    const scriptsMs = performance.now()
    const scanMs = await till.scanUntilFound(scanned)
    await till.checkout()
    const tasks = till.tasks.filter(({ at }) => at < scanMs).map(({ ms }) => ms)
    return { scriptsMs, scanMs, tasks }
  }, code)
}

/** Sells one piece after the other while the catalogue loads; gives the milliseconds until each order was durable. */
export async function sellWhileLoading(page: Page, first: string): Promise<number[]> {
  await page.getByRole('button', { name: 'Open the till' }).click()
  return page.evaluate(async (code) => {
    await till.scanUntilFound(code)
    await till.checkout()
    while (till.loading.to === null && till.kept.length < 500) {
      await new Promise((resolve) => setTimeout(resolve, 70))
      await till.scan(code)
      await till.checkout()
    }
    return till.kept
  }, first)
}

/** Bytes on disk of what the app keeps, without the app itself. */
export function diskUsage(page: Page): Promise<number> {
  return page.evaluate(async () => {
    type Details = { usageDetails?: Record<string, number> }
    const { usage = 0, usageDetails = {} } = (await navigator.storage.estimate()) as StorageEstimate & Details
    return usage - (usageDetails['caches'] ?? 0) - (usageDetails['serviceWorkerRegistrations'] ?? 0)
  })
}
