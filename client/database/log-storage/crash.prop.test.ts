import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logName, logStorage } from './log-storage.ts'
import { diskWith, newDisk, stateOf, type DiskState } from './testing/disk.ts'
import { openProducts, product, type StoredProduct } from './testing/products.ts'

const DATABASE = 'shop'
const slack = { documents: 6, records: 3, perRecord: 4, packFrom: 3 }

/** A page of a pull: which products it brings, and which of them as deleted. Its number is in `price`. */
type Page = { ids: number[]; deleted: number[]; cleanup: boolean }
const page: fc.Arbitrary<Page> = fc.record({
  ids: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 6 }),
  deleted: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 3 }),
  cleanup: fc.boolean(),
})

it(
  '[C1] after a crash at any moment, or with the log cut after any record, no page is torn and no checkpoint is ahead of its documents',
  { timeout: 120_000 },
  async () => {
    const seen = { crashes: 0, cuts: 0, compactions: 0, checkpoints: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 14 }), async (pages) => {
        const disk = newDisk()
        const compacted = () => void seen.compactions++
        await pull(disk.indexedDB, pages, (it) => it.kind === 'compacted' && compacted())

        const crashes = await Promise.all(disk.states)
        for (const [i, state] of crashes.entries()) {
          seen.checkpoints += await judge(state, pages, 'crash')
          await judge({ ...state, log: state.log.slice(0, i % (state.log.length + 1)) }, pages, 'cut')
          seen.cuts++
        }
        seen.crashes += crashes.length

        const whole = await stateOf(disk.indexedDB, logName(DATABASE))
        for (let kept = 0; kept < whole.log.length; kept++) {
          await judge({ ...whole, log: whole.log.slice(0, kept) }, pages, 'cut')
          seen.cuts++
        }
      }),
      { numRuns: 80 },
    )
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(50)
  },
)

/** Writes pages as RxDB's replication does: the documents into one storage instance, then the checkpoint into another. */
async function pull(
  indexedDB: IDBFactory,
  pages: Page[],
  report: (it: { kind: string }) => unknown,
): Promise<void> {
  const storage = logStorage({ indexedDB, slack, report: (it) => void report(it) })
  const products = await openProducts(storage, DATABASE)
  const meta = await openProducts(storage, DATABASE, 'meta')
  let checkpoint: StoredProduct | undefined
  for (const [i, { ids, deleted, cleanup }] of pages.entries()) {
    const lwt = (i + 1) * 10
    const known = new Map((await products.findDocumentsById(ids.map(name), true)).map((d) => [d.id, d]))
    const rows = ids.map((n) => {
      const previous = known.get(name(n))
      const document = product(name(n), lwt, { price: i + 1, _deleted: deleted.includes(n) }, previous)
      return previous ? { previous, document } : { document }
    })
    expect((await products.bulkWrite(rows, 'pull')).error).toEqual([])
    const next = product('checkpoint', lwt, { price: i + 1 }, checkpoint)
    expect(
      (
        await meta.bulkWrite(
          [checkpoint ? { previous: checkpoint, document: next } : { document: next }],
          'pull',
        )
      ).error,
    ).toEqual([])
    checkpoint = next
    if (cleanup) await products.cleanup(0)
  }
  await products.close()
  await meta.close()
}

/**
 * Opens what a crash left and compares it with the pages; returns the checkpoint found. A crash leaves the last page
 * whole or not at all, with or without its checkpoint. Where a compacted log is cut, older states that a later page
 * replaced may be gone: the pull that goes on from the checkpoint brings them, and only them.
 */
async function judge(state: DiskState, pages: Page[], how: 'crash' | 'cut'): Promise<number> {
  const disk = await diskWith(state, logName(DATABASE))
  const lazy = { documents: 1e9, records: 1e9, perRecord: 4, packFrom: 3 }
  const storage = logStorage({ indexedDB: disk.indexedDB, slack: lazy, waits: [] })
  const products = await openProducts(storage, DATABASE)
  const meta = await openProducts(storage, DATABASE, 'meta')
  const checkpoint = (await meta.findDocumentsById(['checkpoint'], true))[0]?.price ?? 0
  const found = new Map((await products.findDocumentsById(ALL.map(name), true)).map((d) => [d.id, d]))
  await products.close()
  await meta.close()

  const newest = Math.max(0, ...[...found.values()].map((d) => d.price))
  if (how === 'crash') expect(newest).toBeLessThanOrEqual(checkpoint + 1)
  const upTo = how === 'crash' && newest > checkpoint ? newest : checkpoint
  for (const n of ALL) {
    if (how === 'cut' && pages.slice(checkpoint).some(({ ids }) => ids.includes(n))) continue
    const expected = pages.slice(0, upTo).findLastIndex(({ ids }) => ids.includes(n)) + 1
    const document = found.get(name(n))
    const isDeleted = expected > 0 && pages[expected - 1]!.deleted.includes(n)
    // A tombstone may have been cleaned up; anything else must be there in the state of the last page that named it.
    if (!document) expect(expected === 0 || isDeleted, `${name(n)} is missing`).toBe(true)
    else expect([document.price, document._deleted], name(n)).toEqual([expected, isDeleted])
  }
  return checkpoint
}

const ALL = Array.from({ length: 16 }, (_, n) => n)
const name = (n: number): string => `p${n}`
