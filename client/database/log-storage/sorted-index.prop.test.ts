import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Stored } from './record.ts'
import { countBefore, sortedIndex } from './sorted-index.ts'
import { product } from './testing/products.ts'

const stored = (n: number, title: string) => product(`p${n}`, 1, { title }) as unknown as Stored
const keyOf = (document: Stored) => `${String(document['title'])}|${String(document['id'])}`

it('is in order after a first sort in slices, and after what changed during its pauses', async () => {
  const documents = Array.from({ length: 10_000 }, (_, n) => stored(n, String((n * 7919) % 10_007)))
  const live = new Map(documents.map((document) => [document['id'], document]))
  const index = sortedIndex(documents, keyOf)
  const asked = index.entries()
  for (let n = 0; n < 500; n++) {
    const previous = documents[n * 3]!
    const next = n % 2 === 0 ? stored(n * 3, `changed ${n}`) : undefined
    index.change(previous, next)
    if (next) live.set(next['id'], next)
    else live.delete(previous['id'])
    if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  const expected = [...live.values()].map(keyOf).sort()
  await asked
  expect((await index.entries()).map((entry) => entry.at)).toEqual(expected)
})

it('finds bounds as a scan would', async () => {
  const titles = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      titles,
      fc.constantFrom('a', 'b', 'c', 'e', ''),
      fc.boolean(),
      async (all, bound, after) => {
        const index = sortedIndex(
          all.map((title, n) => stored(n, title)),
          (document) => document['title'] as string,
        )
        const expected = all.filter((at) => at < bound || (after && at === bound)).length
        expect(countBefore(await index.entries(), bound, after)).toBe(expected)
      },
    ),
  )
})
