import type { KeptCollection } from './open-databases.ts'
import { plain, type Plain } from './rows.ts'

/**
 * Writes a document anew on this device, durably, and unsent from then on. Taken from the newest state: what came from
 * the server meanwhile is not written over. Null where there is no such document, or `change` leaves it as it is.
 */
export async function rewrite(
  collection: KeptCollection,
  id: string,
  change: (document: Plain) => Plain | null,
): Promise<Plain | null> {
  const { storageInstance } = collection
  for (;;) {
    const [row] = await storageInstance.findDocumentsById([id], true)
    if (!row) return null
    const changed = change(plain(row))
    if (!changed) return null
    const document = { ...row, ...changed, seq: 0 }
    const { error } = await storageInstance.bulkWrite([{ previous: row, document }], 'omnisync-rewrite')
    if (error.length === 0) return plain(document)
    const [first] = error
    if (first?.status !== 409) throw new Error(`${collection.name} ${id} could not be written`)
  }
}
