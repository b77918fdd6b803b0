import { expect, test } from 'vitest'
import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import type { LetterPage } from './letter-api.ts'
import { readPages } from './read-pages.ts'

const keyAt = (at: number): LetterKey => ({ afterAt: '2026-03-01T08:00:00.000Z', afterId: String(at) })

/** Letters 0 to 4, two on a page. */
async function read(after: LetterKey | null): Promise<LetterPage> {
  const from = after ? Number(after.afterId) : 0
  const ids = [from, from + 1].filter((id) => id < 5)
  const deadLetters = ids.map((id) => ({
    id: String(id),
    collection: 'orders',
    documentId: String(id),
    code: 'order/sums',
    receivedAt: '2026-03-01T08:00:00.000Z',
    payload: {},
  }))
  return { deadLetters, next: from + 2 < 5 ? keyAt(from + 2) : null }
}

const idsOf = async (pages: number) => (await readPages(read, pages)).letters.map(({ id }) => id)

test('a look at the desk keeps all the pages that were opened', async () => {
  expect(await idsOf(1)).toEqual(['0', '1'])
  expect(await idsOf(2)).toEqual(['0', '1', '2', '3'])
  expect((await readPages(read, 2)).next).toEqual(keyAt(4))
})

test('there may be fewer pages by now', async () => {
  expect(await idsOf(9)).toEqual(['0', '1', '2', '3', '4'])
  expect((await readPages(read, 9)).next).toBeNull()
})
