import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectionNames } from '../../shared/sync/collections.ts'
import { DigestAnswer, PullAnswer, PushAnswer, StreamFrame } from '../../shared/sync/protocol.ts'
import { readDigest, readFrame, readPull, readPush } from './read-answers.ts'

const readers = [
  [readPull, PullAnswer],
  [readPush, PushAnswer],
  [readDigest, DigestAnswer],
  [readFrame, StreamFrame],
] as const

const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  '',
  'x',
  -1,
  1.5,
  0,
  7,
  2 ** 53,
  true,
  [],
  {},
  [null],
  [{}],
)
const seq = fc.oneof(
  { weight: 9, arbitrary: fc.nat() as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: odd },
)
const text = fc.oneof(
  { weight: 9, arbitrary: fc.string() as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: odd },
)
const flag = fc.oneof(
  { weight: 9, arbitrary: fc.boolean() as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: odd },
)
const document = fc.record(
  { id: text, seq, _deleted: flag, title: text },
  { requiredKeys: ['id', 'seq', '_deleted'] },
)
const answer = fc.oneof(
  fc.record({
    documents: fc.oneof(
      { weight: 9, arbitrary: fc.array(document as fc.Arbitrary<unknown>, { maxLength: 3 }) },
      { weight: 1, arbitrary: odd },
    ),
    checkpoint: fc.oneof(
      { weight: 9, arbitrary: fc.record({ epoch: text, seq }) as fc.Arbitrary<unknown> },
      { weight: 1, arbitrary: odd },
    ),
    head: seq,
  }),
  fc.record({ conflicts: fc.oneof(fc.array(document as fc.Arbitrary<unknown>, { maxLength: 3 }), odd) }),
  fc.record({ epoch: text, head: seq, count: seq, sum: text, xor: text }),
  fc.record({ type: fc.constantFrom('ready', 'head', 'bye', 'x'), epoch: text, head: seq, reason: text }),
  fc.record({
    type: fc.constant('head'),
    epoch: text,
    head: seq,
    collections: fc.oneof(fc.dictionary(fc.constantFrom('products', 'orders', 'x'), seq), odd),
  }),
  odd,
)

test('an answer is read where the schema of the contract takes it, and nowhere else', () => {
  let taken = 0
  fc.assert(
    fc.property(answer, (value) => {
      for (const [read, schema] of readers) {
        const asKnown = read === readFrame ? withoutUnknown(value) : value
        const fits = schema.safeParse(asKnown).success
        expect(read(value)).toEqual(fits ? asKnown : null)
        if (fits) taken += 1
      }
    }),
    { numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(300)
})

test('[C9] news that names a collection of a newer server is still news of the others', () => {
  const frame = { type: 'head', epoch: 'e', head: 9, collections: { orders: 9, giftCards: 8 } }
  expect(readFrame(frame)).toEqual({ ...frame, collections: { orders: 9 } })
})

/** What this device does not know, it does not read. */
function withoutUnknown(frame: unknown): unknown {
  const { type, collections } = (frame ?? {}) as { type?: unknown; collections?: unknown }
  if (type !== 'head' || typeof collections !== 'object' || !collections || Array.isArray(collections))
    return frame
  const known = Object.entries(collections).filter(([name]) =>
    (collectionNames as readonly string[]).includes(name),
  )
  return { ...(frame as object), collections: Object.fromEntries(known) }
}
