import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Stored } from './record.ts'
import { countBefore, sortedIndex } from './sorted-index.ts'
import { product } from './testing/products.ts'

const stored = (n: number, title: string) => product(`p${n}`, 1, { title }) as unknown as Stored
const keyOf = (document: Stored) => `${String(document['title'])}|${String(document['id'])}`

it('is in order after a first sort in slices, and after what changed during its pauses', async () => {
  const documents = Array.from({ length: 10_000 }, (_, n) => stored(n, String((n * 7919) % 10_007)))
  const live = new Map(documents.map((document) => [document['id'] as string, document]))
  const index = sortedIndex(live.keys(), (id) => {
    const document = live.get(id)
    return document && keyOf(document)
  })
  const asked = index.entries()
  for (let n = 0; n < 500; n++) {
    const id = documents[n * 3]!['id'] as string
    if (n % 2 === 0) live.set(id, stored(n * 3, `changed ${n}`))
    else live.delete(id)
    index.change(id)
    if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  const expected = [...live.values()].map(keyOf).sort()
  await asked
  const entries = await index.entries()
  expect(Array.from({ length: entries.length }, (_, place) => entries.at(place))).toEqual(expected)
})

it('finds bounds as a scan would', async () => {
  const titles = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      titles,
      fc.constantFrom('a', 'b', 'c', 'e', ''),
      fc.boolean(),
      async (all, bound, after) => {
        const index = sortedIndex(all.keys().map(String), (id) => all[Number(id)], all.length % 2 === 0)
        const expected = all.filter((at) => at < bound || (after && at === bound)).length
        expect(countBefore(await index.entries(), bound, after)).toBe(expected)
      },
    ),
  )
})
