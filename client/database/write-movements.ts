import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { KeptCollection } from './open-databases.ts'

type Parts = {
  movements: KeptCollection
  /** Whether this tab may write (C2). */
  isWriter(): boolean
}

/**
 * The verb of stock work: all movements of a list in one strict transaction (C6), so that a crash leaves all of them
 * or none, and with them both halves of every transfer (M2). What is written already under its id stays as it is.
 */
export function movementWriter({ movements, isWriter }: Parts) {
  let turn: Promise<unknown> = Promise.resolve()

  async function write(all: readonly StockMovement[]): Promise<void> {
    if (!isWriter()) throw new Error('another tab of this lane is writing; this one only reads')
    const known = new Set(
      await writtenOf(
        movements,
        all.map(({ id }) => id),
      ),
    )
    const fresh = all.filter(({ id }) => !known.has(id))
    if (fresh.length === 0) return
    const { error } = await movements.bulkInsert(fresh as never)
    if (error[0]) throw new Error(`movement ${error[0].documentId} could not be kept: ${error[0].status}`)
  }

  return (all: readonly StockMovement[]): Promise<void> => {
    const written = turn.then(() => write(all))
    turn = written.catch(() => {})
    return written
  }
}

/** Which of these ids are written on this device. */
export async function writtenOf(movements: KeptCollection, ids: readonly string[]): Promise<string[]> {
  const rows = await movements.storageInstance.findDocumentsById([...ids], true)
  return rows.map(({ id }) => id)
}
