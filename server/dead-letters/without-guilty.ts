import { isDataError } from '../database/errors.ts'
import { sqlState } from '../database/transaction.ts'
import type { LetterParts } from './letter-parts.ts'

/**
 * Tries a chunk of letters, and half of it where Postgres refuses the data of one, until that one is alone (U4): it is
 * then blamed, and refused without being tried. A whole transaction each time: a savepoint would have an id of its own,
 * and no position taken in it would count (L3).
 *
 * @param attempt works off at most so many letters with these parts, in a transaction of its own
 */
export async function withoutGuilty<T>(
  parts: LetterParts,
  limit: number,
  attempt: (limit: number, parts: LetterParts) => Promise<T>,
): Promise<T> {
  for (let size = limit; ; size = Math.floor(size / 2)) {
    try {
      return await attempt(size, parts)
    } catch (error) {
      // A row that another node inserted at the same moment is nobody's fault.
      if (!isDataError(error) || sqlState(error) === '23505') throw error
      if (size <= 1) return await attempt(size, blaming(parts, error.message))
    }
  }
}

function blaming(parts: LetterParts, message: string): LetterParts {
  const details = `the database refused it: ${message}`
  return {
    ...parts,
    settle: async (_tx, _tenantId, _collection, resent) =>
      resent.map(() => ({ kind: 'refused', code: 'document/invalid', details })),
  }
}
