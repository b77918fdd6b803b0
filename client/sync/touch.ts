import type { Databases } from '../database/open-databases.ts'
import type { Unsent } from '../database/unsent.ts'

/** Unsent for longer than this while online: something was forgotten (C7). Milliseconds. */
const patience = 60_000

/**
 * Touches what has been waiting for a minute although the server answers (C7): written once more as it is, it comes
 * up in RxDB's change stream again and is sent. This finds what RxDB's own checkpoint has passed over, such as an
 * order written while the clock was set back.
 */
export function toucher({ collections }: Databases, unsent: Unsent, sending: ReadonlySet<string>) {
  const seenSince = new Map<string, number>()

  /** Looks around; gives how many documents it touched. Call it every few seconds. */
  return async function touch(now: number, online: boolean, patienceMs = patience): Promise<number> {
    const waiting = unsent.all()
    const ids = new Set(waiting.map((it) => it.document.id))
    for (const id of seenSince.keys()) if (!ids.has(id)) seenSince.delete(id)
    let touched = 0
    for (const { collection, document } of waiting) {
      // Offline time does not count, nor does a try that is on its way.
      if (!online || sending.has(document.id)) {
        seenSince.set(document.id, now)
        continue
      }
      const since = seenSince.get(document.id)
      if (since === undefined) seenSince.set(document.id, now)
      if (since === undefined ? patienceMs > 0 : now - since < patienceMs) continue
      seenSince.set(document.id, now)
      const { storageInstance } = collections[collection]
      const [row] = await storageInstance.findDocumentsById([document.id], true)
      if (!row) continue
      await storageInstance.bulkWrite([{ previous: row, document: { ...row } }], 'omnisync-touch')
      touched += 1
    }
    return touched
  }
}
