import { rmSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { notMeasured } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { freePort } from '../world/server-process.ts'
import { diskUsage, reload, sellWhileLoading, workAtTheTill } from './at-the-till.ts'
import type { AtTheTill, Warm } from './at-the-till.ts'
import { buildClient } from './build.ts'
import { watchScripts } from './bundle.ts'
import type { ScriptSizes } from './bundle.ts'
import { measureDesk } from './at-the-desk.ts'
import { deskFigures } from './desk-figures.ts'
import { figuresOf } from './figures.ts'
import { heapsOf } from './heaps.ts'
import { chromiumPath, launch, newLane, openTill, signIn } from './lane.ts'
import type { FirstLoad } from './lane.ts'
import { measureLost } from './lost.ts'
import { measureRaw } from './raw.ts'
import type { Raw } from './raw.ts'
import { openShopToSellIn } from './shop-to-sell-in.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'
import { CLIENT_IDS, DESK, LOST } from './ids.ts'

/** What one lane told, its processor so many times slower. */
export type LaneResults = {
  raw: Raw
  first: FirstLoad
  warm: Warm[]
  work: AtTheTill
  heaps: Record<string, number>
  disk: number
  scripts: ScriptSizes
}
export type AppResults = {
  count: number
  usual: LaneResults
  slow: LaneResults
  /** The first load of ten thousand products. */
  small: FirstLoad
  /** Milliseconds until an order was durable while the catalogue loaded. */
  loadingKept: number[]
}

const SMALL = 10_000

/**
 * client.*: the built app in a real Chromium, behind the real server, worked by its keys and read from its page, so
 * that the figures mean the same whatever the client is made of.
 *
 * @param products in the catalogue of the large shop; when quick, there is only the small one
 */
export async function measureApp(
  quick: boolean,
  isWanted: (id: string) => boolean,
  products: number,
): Promise<Figure[]> {
  if (!chromiumPath())
    return [notMeasured('client.first', '≤ 2.7 × raw', 'no Chromium: name one in CHROMIUM_PATH')]
  const folder = await buildClient()
  try {
    const figures: Figure[] = []
    const small = await openShopToSellIn(folder, SMALL)
    try {
      const wanted = CLIENT_IDS.filter((id) => id !== LOST && !DESK.includes(id) && isWanted(id))
      // One part that breaks off must not take the others' figures with it, nor pass for a good one.
      if (wanted.length > 0)
        figures.push(
          ...(await measureLanes(small, folder, quick ? SMALL : products).then(
            (results) => figuresOf(results, quick),
            (error: unknown) => wanted.map((id) => notMeasured(id, '', `broke off: ${String(error)}`)),
          )),
        )
      const atDesk = DESK.filter(isWanted)
      if (atDesk.length > 0)
        figures.push(
          ...(await measureAtDesk(small, folder, quick ? SMALL : products).catch((error: unknown) =>
            atDesk.map((id) => notMeasured(id, '', `broke off: ${String(error)}`)),
          )),
        )
      if (isWanted(LOST))
        figures.push(
          await measureLost(small, quick ? 10 : 100, quick ? 3 : 20).catch((error: unknown) =>
            notMeasured(LOST, '0', `broke off: ${String(error)}`),
          ),
        )
    } finally {
      await small.close()
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureLanes(small: ShopToSellIn, folder: string, products: number): Promise<AppResults> {
  const port = await freePort()
  const browser = await launch([`--remote-debugging-port=${port}`])
  const shop = products === SMALL ? small : await openShopToSellIn(folder, products)
  try {
    const smallFirst = await firstLoadOf(browser, small)
    const usual = await measureLane(browser, shop, folder, port)
    const slow = await measureLane(browser, shop, folder, port, 4)
    const lane = await newLane(browser, shop.origin)
    await signIn(lane.page)
    const loadingKept = await sellWhileLoading(lane.page, shop.barcodes[0] ?? '')
    await lane.context.close()
    return { count: shop.products, usual, slow, small: smallFirst, loadingKept }
  } finally {
    await browser.close()
    if (shop !== small) await shop.close()
  }
}

async function measureAtDesk(small: ShopToSellIn, folder: string, products: number): Promise<Figure[]> {
  const browser = await launch()
  const shop = products === SMALL ? small : await openShopToSellIn(folder, products)
  try {
    return deskFigures(await measureDesk(browser, shop))
  } finally {
    await browser.close()
    if (shop !== small) await shop.close()
  }
}

async function firstLoadOf(browser: Browser, shop: ShopToSellIn): Promise<FirstLoad> {
  const { page, context } = await newLane(browser, shop.origin)
  await signIn(page)
  const first = await openTill(page, { first: shop.barcodes[0] ?? '', last: shop.barcodes.at(-1) ?? '' })
  await context.close()
  return first
}

async function measureLane(
  browser: Browser,
  shop: ShopToSellIn,
  folder: string,
  debuggingPort: number,
  slowdown = 1,
): Promise<LaneResults> {
  // In a browser of its own: what it wrote would count as the till's, thrown away or not.
  const beside = await newLane(browser, shop.origin, slowdown)
  const raw = await measureRaw(beside.page, shop.products, shop.products === SMALL ? 40 : 100)
  await beside.context.close()
  const { page, context } = await newLane(browser, null, slowdown)
  const scripts = watchScripts(page, folder)
  await page.goto(shop.origin)
  await signIn(page)
  const codes = { first: shop.barcodes[0] ?? '', last: shop.barcodes.at(-1) ?? '' }
  let loadedScripts = scripts()
  const first = await openTill(page, codes, () => {
    loadedScripts = scripts()
  })
  // What is looked at is kept for the next start three seconds after the last change, which takes a slow page longer:
  // sales beside a load are a row of their own.
  await page.waitForTimeout(5_000 * slowdown)
  const work = await workAtTheTill(page, shop.barcodes, shop.products === SMALL ? 20 : 50)
  const warm: Warm[] = []
  for (let number = 0; number < 5; number += 1) warm.push(await reload(page, codes.last))
  const heaps = await heapsOf(debuggingPort)
  const disk = await diskUsage(page)
  await context.close()
  return { raw, first, warm, work, heaps, disk, scripts: loadedScripts }
}
