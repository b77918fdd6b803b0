import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import type { Figure } from '../figure.ts'
import { diskToCut } from './disk-to-cut.ts'
import type { DiskToCut } from './disk-to-cut.ts'
import { chromiumPath, FLAGS, loadedEnd, prepare, signIn } from './lane.ts'
import type { Probe } from './probe.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'

declare const till: Probe

/** What was lost of so many sales, in so many sudden ends. */
type Toll = { times: number; sold: number; lost: number }

/**
 * client.lost: sales made without the server, the browser killed, or the power of its disk cut, right after the tick;
 * all of them looked for at the end.
 */
export async function measureLost(shop: ShopToSellIn, kills: number, cuts: number): Promise<Figure> {
  const killed = await killing(shop, kills)
  const disk = await diskToCut()
  // What breaks off here must not take the kills with it, nor pass for a good one.
  let brokeOff = ''
  const cut =
    disk &&
    (await cutting(shop, disk, cuts).catch((error: unknown) => {
      brokeOff = String(error)
      return null
    }))
  const lost = killed.lost + (cut?.lost ?? 0)
  const said = ({ times, sold }: Toll, what: string) => `${times} times ${what}, ${sold} sales`
  return {
    id: 'client.lost',
    value: lost,
    unit: 'orders',
    baseline: null,
    ratio: null,
    target: '0 in 100 kills and 20 power cuts',
    met: lost > 0 ? false : kills >= 100 && cut !== null && cuts >= 20 ? true : null,
    note:
      `${said(killed, 'SIGKILL to the whole browser right after the tick')} offline; ` +
      (cut
        ? `${said(cut, 'the power of its disk cut right after the tick')}; a file that nobody had flushed was gone each time, and `
        : brokeOff
          ? `the cuts of power broke off: ${brokeOff}; `
          : 'no power was cut: that takes root, a loop device and python3; ') +
      'all sales were counted by the till when it was opened again',
  }
}

async function killing(shop: ShopToSellIn, times: number): Promise<Toll> {
  const profile = mkdtempSync(join(tmpdir(), 'omnisync-bench-profile-'))
  const browser = killable(profile)
  try {
    return await endSuddenly(shop, browser, times, () => browser.kill())
  } finally {
    await browser.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function cutting(shop: ShopToSellIn, disk: DiskToCut, times: number): Promise<Toll> {
  const browser = killable(join(disk.folder, 'profile'))
  let unflushedLost = 0
  const cut = async () => {
    await disk.cut()
    await browser.kill()
    if ((await disk.restart()).lostUnflushed) unflushedLost += 1
  }
  try {
    const toll = await endSuddenly(shop, browser, times, cut, disk.settle)
    if (unflushedLost < times * 0.9)
      throw new Error('the power was cut, and what was not flushed was there all the same')
    return toll
  } finally {
    await browser.kill()
    await disk.remove()
  }
}

/** @param installed what is done once the app is there to start without the server */
async function endSuddenly(
  shop: ShopToSellIn,
  browser: ReturnType<typeof killable>,
  times: number,
  end: () => Promise<void>,
  installed: () => void = () => {},
): Promise<Toll> {
  await shop.start()
  const page = await browser.open(shop.origin)
  await signIn(page)
  await page.getByRole('button', { name: 'Open the till' }).click()
  await loadedEnd(page)
  // From here on the app starts without the server.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  installed()
  await shop.stop()
  let sold = 0
  for (let time = 0; time < times; time += 1) {
    const open = time === 0 ? page : await browser.open(shop.origin)
    const codes = shop.barcodes.slice(time % 50, (time % 50) + 1 + (time % 3))
    sold += (await sellAll(open, codes)).length
    await end()
  }
  return { times, sold, lost: sold - (await waitingOn(await browser.open(shop.origin), sold)) }
}

/** How many sales the till says are waiting for the server, once it has read its disk; so many are expected. */
async function waitingOn(page: Page, expected: number): Promise<number> {
  const chip = page.getByTestId('status-chip')
  for (let tries = 0; ; tries += 1) {
    const [, count = '0'] = /([\d,]+) waiting/.exec((await chip.textContent()) ?? '') ?? []
    const waiting = Number(count.replaceAll(',', ''))
    if (waiting >= expected || tries > 200) return waiting
    await page.waitForTimeout(100)
  }
}

/** Sells one piece of each; every number was shown as saved. */
function sellAll(page: Page, codes: readonly string[]): Promise<string[]> {
  return page.evaluate(async (all) => {
    const sold: string[] = []
    for (const code of all) {
      await till.scanUntilFound(code)
      sold.push((await till.checkout()).number)
      await new Promise((resolve) => setTimeout(resolve, 70))
    }
    return sold
  }, codes)
}

/** A browser with its profile in a folder, all of whose processes can be killed at once. */
function killable(profile: string) {
  const portFile = join(profile, 'DevToolsActivePort')
  let child: ChildProcess | undefined

  async function kill(): Promise<void> {
    const running = child
    child = undefined
    if (!running?.pid) return
    const gone = once(running, 'exit')
    // Its own group: the browser, its renderers, and what writes to disk.
    process.kill(-running.pid, 'SIGKILL')
    await gone
  }

  return {
    kill,
    async open(origin: string): Promise<Page> {
      rmSync(portFile, { force: true })
      const flags = [
        '--headless=new',
        '--window-size=1280,800',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
      ]
      child = spawn(chromiumPath() ?? '', [...FLAGS, ...flags, 'about:blank'], {
        detached: true,
        stdio: 'ignore',
      })
      for (let tries = 0; portIn(portFile) === 0; tries += 1) {
        if (tries > 600) throw new Error('the browser did not start')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${portIn(portFile)}`)
      const [context] = browser.contexts()
      if (!context) throw new Error('the browser has no context')
      return prepare(context, origin)
    },
  }
}

function portIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0])
  } catch {
    return 0 // not written yet
  }
}
