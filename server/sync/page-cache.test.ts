import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { openPageCache } from './page-cache.ts'
import type { Page, PageAsked } from './pull.ts'

/** A log of so many documents, one a position, and what was asked of it. */
let head: number
let epoch: string
let read: number[]
let headsAsked: number
let pages: ReturnType<typeof openPageCache>

beforeEach(() => {
  ;[head, epoch, read, headsAsked] = [10, 'first', [], 0]
  pages = openPageCache({
    read: async ({ from, limit }) => {
      read.push(from)
      return pageOf(from, limit)
    },
    headOf: async () => {
      headsAsked += 1
      return { epoch, head }
    },
  })
})

function pageOf(from: number, limit: number): Page {
  const reached = Math.min(from + limit, head)
  const isFull = reached - from === limit
  return {
    epoch,
    head,
    purgedTo: 0,
    body: ['[', `${from}-${reached}`, ']'],
    isFull,
    count: reached - from,
    reached,
    nextReached: reached + limit <= head ? reached + limit : null,
  }
}

const asked = (from: number, limit = 3): PageAsked =>
  ({ tenantId: 'shop', scope: { key: 'products' }, from, limit, protocol: 1 }) as PageAsked
const textOf = async (from: number, limit?: number) => (await pages.page(asked(from, limit))).plain.toString()
/** What is read ahead is read by nobody's promise: its end is some turns of the loop away. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[P3] a full page is read once, whatever happens behind it', async () => {
  expect(await textOf(0)).toBe('[0-3]')
  head = 20
  expect(await textOf(0)).toBe('[0-3]')
  expect([read, headsAsked]).toEqual([[0], 0])
})

test('[P3] a page that ends at the head is handed out while the head stands, and no longer', async () => {
  expect(await textOf(9)).toBe('[9-10]')
  expect(headsAsked).toBe(0)
  expect([await textOf(9), await textOf(9)]).toEqual(['[9-10]', '[9-10]'])
  expect([read, headsAsked]).toEqual([[9], 2])
  head = 11
  expect(await textOf(9)).toBe('[9-11]')
  epoch = 'second'
  expect((await pages.page(asked(9))).epoch).toBe('second')
  expect(read).toEqual([9, 9, 9])
})

test('[P3] a full page that ends at the head says so for as long as the head stands, and no longer', async () => {
  expect((await pages.page(asked(7))).head).toBe(10)
  expect((await pages.page(asked(7))).head).toBe(10)
  expect([read, headsAsked]).toEqual([[7], 1])
  head = 11
  // Who goes by the head would else stop at 10.
  expect((await pages.page(asked(7))).head).toBe(11)
  expect((await pages.page(asked(7))).head).toBe(11)
  expect([read, headsAsked]).toEqual([[7, 7], 2])
})

test('[P3] a hundred who ask at once cost one page and one look at the head', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => textOf(9)))
  expect(new Set(answers)).toEqual(new Set(['[9-10]']))
  expect([read, headsAsked]).toEqual([[9], 1])
})

test('[P3] who asks while the page is being read is not answered with what was read before', async () => {
  let go = () => {}
  pages = openPageCache({
    read: async ({ from, limit }) => {
      const page = pageOf(from, limit)
      await new Promise<void>((resolve) => (go = resolve))
      return page
    },
    headOf: async () => ({ epoch, head }),
  })
  const early = textOf(9)
  head = 11
  const late = textOf(9)
  go()
  expect(await early).toBe('[9-10]')
  await turn()
  go()
  expect(await late).toBe('[9-11]')
})

test('[P3] behind a full page the next two are read ahead, once, and found when they are asked for', async () => {
  const first = await pages.page(asked(0))
  for (let times = 0; times < 3; times += 1) pages.readAhead(asked(0), first, false)
  await turn()
  expect(read).toEqual([0, 3, 6])
  const second = await pages.page(asked(3))
  pages.readAhead(asked(3), second, false)
  await turn()
  expect(read).toEqual([0, 3, 6, 9])
  const last = await pages.page(asked(9))
  pages.readAhead(asked(9), last, false)
  await turn()
  expect(read).toEqual([0, 3, 6, 9])
})

test('what is read ahead is bounded, and where it fails the request reads for itself', async () => {
  let isBroken = true
  head = 1_000
  pages = openPageCache({
    read: async ({ from, limit }) => {
      read.push(from)
      if (isBroken && from > 0) throw new Error('no connection')
      return pageOf(from, limit)
    },
    headOf: async () => ({ epoch, head }),
  })
  const first = await pages.page(asked(0))
  pages.readAhead(asked(0), first, false)
  await turn()
  expect(read).toEqual([0, 3, 6])
  isBroken = false
  expect(await textOf(3)).toBe('[3-6]')

  const many = await Promise.all([10, 20, 30, 40, 50].map((limit) => pages.page(asked(0, limit))))
  read.length = 0
  many.forEach((page, index) => pages.readAhead(asked(0, (index + 1) * 10), page, false))
  await turn()
  expect(read.length).toBe(4)
})

test('a page is compressed once', async () => {
  const page = await pages.page(asked(0))
  expect(await page.compressed()).toBe(await page.compressed())
  expect(gunzipSync(await page.compressed()).toString()).toBe('[0-3]')
})
