import type { Browser, Page } from 'playwright-core'
import { measureChanges, measureManyChanges, type Changes } from './changes.ts'
import { newLane } from './lane.ts'
import type { Probe } from './probe.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'

declare const till: Probe

export type AtTheDesk = {
  products: number
  grid: {
    /** Intervals between frames while rows pass: a few a frame, and somewhere else in every frame. */
    rolling: number[]
    jumping: number[]
    /** The same on a page where nothing moves. */
    still: number[]
    /** Milliseconds from the press to the first paint with the rows in their new order, by what was asked. */
    asked: Record<string, number[]>
    /** The same questions to an array of objects, without painting. */
    plain: Record<string, number[]>
    tasks: number[]
  }
  changes: Changes
  /** The same with the rows sorted by what changes. */
  changesSorted: Changes
  /** Ten times as many. */
  manyChanges: Changes
  /** Milliseconds from a letter to its painted list. */
  letters: number[]
  /** A walk through an array of titles for each letter. */
  walks: number[]
}

type Plain = { title: string; price: number }

/** An admin at the grid of products and at the palette. */
export async function measureDesk(browser: Browser, shop: ShopToSellIn): Promise<AtTheDesk> {
  const { page, context } = await newLane(browser, shop.origin)
  try {
    await page.getByLabel('Email').fill('admin@demo.test')
    await page.getByLabel('Password').fill('demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByTestId('home-figures').waitFor()
    const { rows } = await shop.world.owner.query<Plain>(
      "select title, price::int as price from products where not deleted and status = 'active'",
    )
    await page.goto(`${shop.origin}/products`)
    await page.waitForFunction(
      (count) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > count,
      rows.length,
    )
    // What is made in the pauses is made: texts have their places, nothing is written any more.
    await page.waitForTimeout(3_000)
    const still = await page.evaluate((ms) => till.frames(ms), 2_000)
    const began = await page.evaluate(() => performance.now())
    const rolling = await scroll(page, 'rolling')
    const jumping = await scroll(page, 'jumping')
    const asked = await askTheGrid(page)
    const tasks = (await page.evaluate(() => till.tasks)).filter(({ at }) => at > began).map(({ ms }) => ms)
    const { walks, ...plain } = await page.evaluate(askAnArray, rows)
    const letters = await typeIntoPalette(page)
    const changes = await measureChanges(shop, page)
    const manyChanges = await measureManyChanges(shop, page)
    await show(page, 'sort=-onHand')
    const changesSorted = await measureChanges(shop, page)
    return {
      products: shop.products,
      grid: { rolling, jumping, still, asked, plain, tasks },
      changes,
      changesSorted,
      manyChanges,
      letters,
      walks,
    }
  } finally {
    await context.close()
  }
}

/** Moves the rows in every frame for three seconds, and gives the intervals between frames meanwhile. */
function scroll(page: Page, how: 'rolling' | 'jumping'): Promise<number[]> {
  return page.evaluate(async (way) => {
    const box = document.querySelector('[role=grid]')!
    let going = true
    const move = () => {
      if (!going) return
      box.scrollTop =
        way === 'rolling' ? box.scrollTop + 90 : Math.random() * (box.scrollHeight - box.clientHeight)
      requestAnimationFrame(move)
    }
    requestAnimationFrame(move)
    const intervals = await till.frames(3_000)
    going = false
    box.scrollTop = 0
    return intervals
  }, how)
}

/** Asks for another view as a link does, without a load. */
async function show(page: Page, address: string): Promise<void> {
  await page.evaluate((search) => {
    history.pushState(null, '', `/products?${search}`)
    dispatchEvent(new PopStateEvent('popstate'))
  }, address)
  await page.waitForTimeout(1_000)
}

/** Sorts and filters the grid: milliseconds from the question to the first paint of its answer, five times each. */
async function askTheGrid(page: Page): Promise<Record<string, number[]>> {
  const asked: Record<string, number[]> = {}
  // Each question has another first row or another number of rows than the one before it.
  const questions = [
    ['by number', 'sort=-price'],
    ['by text', 'sort=-title'],
    ['by two columns', 'sort=vendor_-price'],
    ['filter', 'sort=-price&f=price.gt.4000'],
    ['search', 'sort=title&q=shirt'],
    ['all again', 'sort=title'],
  ] as const
  for (let round = 0; round < 5; round += 1) {
    for (const [name, search] of questions) {
      const ms = await page.evaluate(async (wanted) => {
        const answer = () =>
          `${document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')} ` +
          `${document.querySelector('[aria-rowindex="2"]')?.textContent} ${document.querySelector('[aria-rowindex="9"]')?.textContent}`
        const before = answer()
        // Never in step with the frames.
        await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 30))
        const from = performance.now()
        history.pushState(null, '', `/products?${wanted}`)
        dispatchEvent(new PopStateEvent('popstate'))
        for (;;) {
          await new Promise<void>((resolve) =>
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel()
              port1.onmessage = () => resolve()
              port2.postMessage(null)
            }),
          )
          const now = performance.now()
          if (answer() !== before) return now - from
          if (now - from > 5_000) throw new Error(`nothing came of ${wanted}`)
        }
      }, search)
      ;(asked[name] ??= []).push(ms)
    }
  }
  return asked
}

/** Runs in the page: what the same questions, and a letter of a search, cost over plain objects. */
function askAnArray(rows: Plain[]): Record<string, number[]> & { walks: number[] } {
  const timed = (work: () => unknown, times = 5) =>
    Array.from({ length: times }, () => {
      const from = performance.now()
      work()
      return performance.now() - from
    })
  const words = ['linen', 'shirt', 'wool', 'blanket']
  return {
    'by number': timed(() => rows.toSorted((a, b) => b.price - a.price)),
    'by text': timed(() => rows.toSorted((a, b) => (a.title < b.title ? 1 : -1))),
    filter: timed(() => rows.filter(({ price }) => price > 4_000)),
    search: timed(() => rows.filter(({ title }) => title.toLowerCase().includes('shirt'))),
    walks: words.flatMap((word) =>
      timed(() => rows.filter(({ title }) => title.toLowerCase().includes(word))),
    ),
  }
}

/** Opens the palette and types words letter by letter, one with a slip, one that nothing has, a number, a command. */
async function typeIntoPalette(page: Page): Promise<number[]> {
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').waitFor()
  // Orders and customers are read when it is first opened.
  await page.waitForTimeout(2_000)
  return await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('[role=combobox]')!
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    const times: number[] = []
    for (const text of [
      'linen shirt',
      'wool blaket',
      'xyzzy',
      '000012',
      'organic cof',
      'change price',
      'dead let',
    ]) {
      for (let length = 1; length <= text.length; length += 1) {
        const from = performance.now()
        setValue?.call(field, text.slice(0, length))
        field.dispatchEvent(new Event('input', { bubbles: true }))
        times.push(
          await new Promise<number>((resolve) =>
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel()
              port1.onmessage = () => resolve(performance.now() - from)
              port2.postMessage(null)
            }),
          ),
        )
        await new Promise((resolve) => setTimeout(resolve, 70 + Math.random() * 30))
      }
    }
    document.querySelector<HTMLElement>('[role=combobox]')!.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'k',
        code: 'KeyK',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      }),
    )
    return times
  })
}
