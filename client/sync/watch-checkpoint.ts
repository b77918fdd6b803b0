import type { RxStorageInstance } from 'rxdb'
import type { Checkpoint } from '../../shared/sync/protocol.ts'

type Meta = { itemId?: string; isCheckpoint?: string; checkpointData?: Checkpoint }
// oxlint-disable-next-line typescript/no-explicit-any -- RxDB itself leaves these open
type MetaInstance = RxStorageInstance<any, any, any, any>

/**
 * Tells when a pulled page has been written: RxDB stores the page's checkpoint right after the page, and says so
 * nowhere but in the change stream of its own notes.
 */
export function watchCheckpoint(signal: AbortSignal) {
  let written = 0
  let following = false
  const waiting = new Set<() => void>()

  function note(meta: Meta): void {
    if (meta.isCheckpoint !== '1' || meta.itemId !== 'down') return
    written = Math.max(written, meta.checkpointData?.seq ?? 0)
    for (const look of waiting) look()
  }

  return {
    follow(instance: MetaInstance | undefined) {
      if (following || !instance) return
      following = true
      const changes = instance.changeStream().subscribe((bulk) => {
        for (const event of bulk.events) note(event.documentData as Meta)
      })
      signal.addEventListener('abort', () => changes.unsubscribe())
    },
    writtenUpTo(seq: number): Promise<void> {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (written < seq) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
        look()
      })
    },
  }
}
