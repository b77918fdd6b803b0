import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LogReport } from './database-log.ts'
import { LogLostError } from './log-file.ts'
import { logStorage } from './log-storage.ts'
import { newDisk } from './testing/disk.ts'
import { openProducts, product, type Product, type ProductInstance } from './testing/products.ts'

const IDS = Array.from({ length: 8 }, (_, n) => `p${n}`)
const slack = { documents: 5, records: 2, perRecord: 4, packFrom: 3 }

it('[C2] another tab hears of a write and reads it from the log', async () => {
  const { indexedDB } = newDisk()
  const [{ instance: a }, { instance: b }] = [await openTab(indexedDB), await openTab(indexedDB)]
  const heard = new Promise<{ documentId: string }[]>((resolve) =>
    b.changeStream().subscribe((bulk) => resolve(bulk.events)),
  )
  await a.bulkWrite([{ document: product('apron', 1) }], 'pull')
  expect((await heard).map((event) => event.documentId)).toEqual(['apron'])
  expect(await b.findDocumentsById(['apron'], false)).toHaveLength(1)
  await Promise.all([a.close(), b.close()])
})

it('[C2] of two tabs that insert the same document one wins, and the other gets the conflict', async () => {
  const { indexedDB } = newDisk()
  const [{ instance: a }, { instance: b }] = [await openTab(indexedDB), await openTab(indexedDB)]
  const answers = await Promise.all([
    a.bulkWrite([{ document: product('apron', 1, { price: 1 }) }], ''),
    b.bulkWrite([{ document: product('apron', 1, { price: 2 }) }], ''),
  ])
  const conflicts = answers.flatMap((answer) => answer.error)
  expect(conflicts.map((e) => e.status)).toEqual([409])
  await b.cleanup(0)
  expect(await all(a)).toEqual(await all(b))
  await Promise.all([a.close(), b.close()])
})

type Move = { tab: 0 | 1; ids: string[]; wait: boolean; remove: boolean; cleanup: boolean }
const move: fc.Arbitrary<Move> = fc.record({
  tab: fc.constantFrom(0 as const, 1 as const),
  ids: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: 5 }),
  wait: fc.boolean(),
  remove: fc.boolean(),
  cleanup: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
})

it(
  '[C2] two tabs that write into each other and compact agree in the end, with each other and with the disk',
  { timeout: 120_000 },
  async () => {
    const seen = { moves: 0, conflicts: 0, compactions: 0, live: 0, lost: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 30 }), async (moves) => {
        const { indexedDB } = newDisk()
        const tabs = [await openTab(indexedDB, seen), await openTab(indexedDB, seen)] as const
        const writing: Promise<unknown>[] = []
        let now = 1
        for (const { tab, ids, wait, remove, cleanup } of moves) {
          now++
          const { instance } = await tabs[tab].reopenedIfLost()
          const known = new Map((await instance.findDocumentsById(ids, true)).map((d) => [d.id, d]))
          const rows = ids.map((id) => {
            const previous = known.get(id)
            // The tab is in the revision, as in RxDB: two tabs' second revisions are not the same.
            const document = product(id, now, { price: now, _deleted: remove }, previous)
            document._rev = document._rev.replace('test', `tab${tab}`)
            return previous ? { previous, document } : { document }
          })
          const write = instance.bulkWrite(rows, '').then(({ error }) => (seen.conflicts += error.length))
          writing.push(unlessLost(write))
          if (cleanup) writing.push(unlessLost(instance.cleanup(0)))
          if (wait) await unlessLost(write)
          seen.moves++
        }
        await Promise.all(writing)
        const [a, b] = [await settled(tabs[0]), await settled(tabs[1])]
        expect(a).toEqual(b)
        for (const { instance } of tabs) await instance.close()
        const { instance: third } = await openTab(indexedDB, seen)
        expect(await all(third)).toEqual(a)
        await third.close()
        seen.live += a.length
      }),
      { numRuns: 300 },
    )
    const { lost, ...often } = seen
    expect(lost).toBeGreaterThan(0)
    for (const [what, count] of Object.entries(often)) expect(count, what).toBeGreaterThan(50)
  },
)

type Tab = { instance: ProductInstance; reopenedIfLost(): Promise<Tab> }

/** A tab that is reopened when purges that it had not heard of were compacted away: it says so. */
async function openTab(indexedDB: IDBFactory, seen = { compactions: 0, lost: 0 }): Promise<Tab> {
  let isLost = false
  const report = ({ kind }: LogReport) => {
    if (kind === 'compacted') seen.compactions++
    if (kind === 'lost') isLost = true
  }
  const open = () => openProducts(logStorage({ indexedDB, slack, report }), 'shop', 'products', true)
  const tab: Tab = {
    instance: await open(),
    async reopenedIfLost() {
      if (!isLost) return tab
      await tab.instance.close()
      isLost = false
      tab.instance = await open()
      seen.lost++
      return tab
    },
  }
  return tab
}

async function unlessLost(write: Promise<unknown>): Promise<void> {
  await write.catch((error: unknown) => {
    if (!(error instanceof LogLostError)) throw error
  })
}

/** Live documents after the tab has read everything: a write makes it read on. */
async function settled(tab: Tab): Promise<Product[]> {
  await unlessLost(tab.instance.bulkWrite([{ document: product('probe', 1) }], ''))
  const { instance } = await tab.reopenedIfLost()
  return (await all(instance)).filter((d) => d.id !== 'probe')
}

async function all(tab: ProductInstance): Promise<Product[]> {
  const found = await tab.findDocumentsById(IDS.concat('apron'), false)
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}
