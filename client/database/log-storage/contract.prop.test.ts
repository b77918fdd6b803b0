import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { normalizeMangoQuery, now, prepareQuery, type MangoQuery, type RxStorage } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { expect, it } from 'vitest'
import { withRangeLookups } from '../range-lookups.ts'
import { withStraightInserts } from '../straight-inserts.ts'
import { logStorage } from './log-storage.ts'
import {
  openProducts,
  product,
  storedSchema,
  type Product,
  type ProductInstance,
  type StoredProduct,
} from './testing/products.ts'

type Write = { id: string; title: string; price: number; archived: boolean; deleted: boolean; stale: boolean }
type Step =
  | { do: 'write'; writes: Write[] }
  | { do: 'query'; query: MangoQuery<Product> }
  | { do: 'find'; ids: string[]; withDeleted: boolean }
  | { do: 'cleanup' }
  | { do: 'reopen' }

const id = fc.integer({ min: 0, max: 12 }).map((n) => `p${n}`)
const title = fc.constantFrom('apron', 'belt', 'café', 'dress', '靴', '')
const price = fc.integer({ min: 0, max: 30 })
const write: fc.Arbitrary<Write> = fc.record({
  id,
  title,
  price,
  archived: fc.boolean(),
  deleted: fc.boolean(),
  stale: fc.integer({ max: 5, min: 0 }).map((n) => n === 0),
})
const selector = fc.oneof(
  fc.constant({}),
  title.map((value) => ({ title: value })),
  fc.record({ from: price, to: price }).map(({ from, to }) => ({ price: { $gte: from, $lt: to } })),
  fc
    .record({ archived: fc.boolean(), above: price })
    .map(({ archived, above }) => ({ archived, price: { $gt: above } })),
  fc.array(id, { maxLength: 4 }).map((ids) => ({ id: { $in: ids } })),
  fc.tuple(title, price).map(([a, b]) => ({ $or: [{ title: { $gt: a } }, { price: { $lte: b } }] })),
)
const direction = fc.constantFrom('asc' as const, 'desc' as const)
const sort = fc.oneof(
  fc.constant(undefined),
  direction.map((d) => [{ title: d }]),
  fc.tuple(direction, direction).map(([a, b]) => [{ archived: a }, { price: b }]),
  direction.map((d) => [{ price: d }, { id: d }]),
)
const query: fc.Arbitrary<MangoQuery<Product>> = fc
  .record({
    selector,
    sort,
    skip: fc.integer({ min: 0, max: 4 }),
    limit: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  })
  .map((q) => JSON.parse(JSON.stringify(q)) as MangoQuery<Product>)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(write, { minLength: 1, maxLength: 10 })
      .map((writes): Step => ({ do: 'write', writes: oncePerId(writes) })),
  },
  { weight: 4, arbitrary: query.map((q): Step => ({ do: 'query', query: q })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ ids: fc.array(id, { maxLength: 5 }), withDeleted: fc.boolean() })
      .map((f): Step => ({ do: 'find', ...f })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'cleanup' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'reopen' }) },
)

it(
  '[C1] the log, and Dexie with straight inserts and lookups by range, answer like the memory storage and Dexie as it is, whatever is written, asked, cleaned and reopened',
  { timeout: 120_000 },
  async () => {
    const seen = { conflicts: 0, events: 0, found: 0, compacted: 0 }
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const slack = { documents: 8, records: 3, perRecord: 4, packFrom: 3 }
        const report = (it: { kind: string }) => void (it.kind === 'compacted' && seen.compacted++)
        const storages = [
          getRxStorageMemory(),
          getRxStorageDexie(),
          logStorage({ slack, report }),
          withStraightInserts(withRangeLookups(getRxStorageDexie(), 2), 'strict'),
        ] as RxStorage<unknown, unknown>[]
        run += 1
        const subjects = await Promise.all(
          storages.map((storage, at) => subject(storage, `contract-${run}-${at}`)),
        )
        const [memory] = subjects
        for (const next of steps) {
          const rows = next.do === 'write' ? await rowsFor(memory!.instance, next.writes) : []
          const answers = []
          for (const it of subjects) answers.push(await it.perform(next, rows))
          const [expected, ...others] = answers
          for (const [i, answer] of others.entries())
            expect(answer, `${i + 1} ${storages[i + 1]!.name}, ${next.do}`).toEqual(expected)
          seen.conflicts += expected!.conflicts.length
          seen.events += expected!.events.length
          seen.found += expected!.found.length
        }
        await Promise.all(subjects.map((it) => it.instance.remove()))
      }),
      { numRuns: 80 },
    )
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(10)
  },
)

type Row = { previous?: StoredProduct; document: StoredProduct }
type Answer = { conflicts: unknown[]; events: unknown[]; found: unknown[]; count: number }

async function subject(storage: RxStorage<unknown, unknown>, database: string) {
  let events: unknown[] = []
  const listen = (to: ProductInstance) =>
    to.changeStream().subscribe((bulk) => {
      for (const { operation, documentId, documentData, previousDocumentData } of bulk.events) {
        events.push({
          operation,
          documentId,
          documentData,
          previous: previousDocumentData ?? null,
          context: bulk.context,
          checkpoint: bulk.checkpoint,
        })
      }
    })
  const it = { instance: await openProducts(storage, database), perform }
  let listening = listen(it.instance)
  return it

  async function perform(next: Step, rows: Row[]): Promise<Answer> {
    events = []
    const answer: Answer = { conflicts: [], events, found: [], count: 0 }
    if (next.do === 'write') {
      const { error } = await it.instance.bulkWrite(structuredClone(rows), 'a test')
      // The news of it may come a moment later.
      await new Promise((resolve) => setImmediate(resolve))
      answer.conflicts = error.map((e) => ({
        id: e.documentId,
        status: e.status,
        inDb: 'documentInDb' in e ? e.documentInDb : null,
      }))
    } else if (next.do === 'query') {
      const prepared = prepareQuery(
        storedSchema,
        normalizeMangoQuery(storedSchema, structuredClone(next.query) as never),
      )
      answer.found = (await it.instance.query(prepared as never)).documents
      const all = prepareQuery(
        storedSchema,
        normalizeMangoQuery(storedSchema, { selector: structuredClone(next.query.selector) } as never),
      )
      answer.count = (await it.instance.count(all as never)).count
    } else if (next.do === 'find') {
      const found = await it.instance.findDocumentsById(next.ids, next.withDeleted)
      answer.found = found.sort((a, b) => (a.id < b.id ? -1 : 1))
    } else if (next.do === 'cleanup') {
      while (!(await it.instance.cleanup(0)));
    } else {
      listening.unsubscribe()
      await it.instance.close()
      it.instance = await openProducts(storage, database)
      listening = listen(it.instance)
    }
    return answer
  }
}

/** Rows as RxDB would send them, and now and then one that assumes a state that is not there. */
async function rowsFor(memory: ProductInstance, writes: Write[]): Promise<Row[]> {
  const known = new Map(
    (
      await memory.findDocumentsById(
        writes.map((w) => w.id),
        true,
      )
    ).map((d) => [d.id, d]),
  )
  const lwt = now()
  return writes.map(({ id: which, deleted, stale, ...fields }) => {
    const previous = known.get(which)
    const document = product(which, lwt, { ...fields, _deleted: deleted }, previous)
    if (!previous) return { document }
    if (stale)
      return deleted
        ? { document: { ...document, _deleted: false } }
        : { previous: { ...previous, _rev: '1-other' }, document }
    return { previous, document }
  })
}

function oncePerId(writes: Write[]): Write[] {
  return [...new Map(writes.map((w) => [w.id, w])).values()]
}
