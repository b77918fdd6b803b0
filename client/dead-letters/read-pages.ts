import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import type { LetterHead, LetterPage } from './letter-api.ts'

/**
 * So many pages, one after the other: what somebody has opened stays open when it is asked for again.
 *
 * @param pages fewer are read where there are no more
 * @returns the letters of all of them, and where the next page begins; null at the end
 */
export async function readPages(
  read: (after: LetterKey | null) => Promise<LetterPage>,
  pages: number,
): Promise<{ letters: LetterHead[]; next: LetterKey | null }> {
  const letters: LetterHead[] = []
  let next: LetterKey | null = null
  for (let page = 0; page < pages && (page === 0 || next); page += 1) {
    const found: LetterPage = await read(next)
    letters.push(...found.deadLetters)
    next = found.next
  }
  return { letters, next }
}
