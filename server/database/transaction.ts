import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Tx } from './database.ts'

const attempts = 5

/**
 * Runs `work` in a transaction of its own and tries it again, a bounded number of times, where Postgres gave it up
 * for a reason that a second try can mend: a deadlock, a lock timeout, a serialization failure, or a row that another
 * node inserted at the same moment (L6). `work` must do nothing outside the database.
 *
 * @throws whatever the last attempt threw
 */
export async function inTransaction<T>(db: Kysely<Schema>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return tryAgain(() => db.transaction().execute(work))
}

/**
 * The same where every statement of `work` must see the same moment. Where somebody else changed meanwhile what it
 * writes or locks, Postgres gives it up, and it is tried again with what stands then.
 *
 * @throws whatever the last attempt threw
 */
export async function inSnapshot<T>(db: Kysely<Schema>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return tryAgain(() => db.transaction().setIsolationLevel('repeatable read').execute(work))
}

async function tryAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt >= attempts || !mendsItself(error)) throw error
    }
  }
}

// Unique violations are among them: two nodes that meet the same new document both try to insert it; the second try
// finds it there and answers with it (U3).
const mendable = new Set(['40P01', '55P03', '40001', '23505'])

function mendsItself(error: unknown): boolean {
  return mendable.has(sqlState(error) ?? '')
}

/** The SQLSTATE of an error that Postgres answered, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
