import type { RxStorageInstanceReplicationState } from 'rxdb'

/**
 * Hears of failures that RxDB tells nobody: some storage errors only reject its inner queues, after which the
 * replication does nothing any more, silently and for ever (C1).
 */
export function watchQueues(
  // oxlint-disable-next-line typescript/no-explicit-any -- the document type does not matter here
  state: RxStorageInstanceReplicationState<any> | undefined,
  failed: (error: unknown) => void,
): void {
  if (!state) return
  watch(state.streamQueue, 'up', failed)
  watch(state.streamQueue, 'down', failed)
  watch(state, 'checkpointQueue', failed)
}

function watch<K extends string>(
  holder: Record<K, Promise<unknown>>,
  key: K,
  failed: (error: unknown) => void,
): void {
  let queue = holder[key]
  queue.catch(failed)
  Object.defineProperty(holder, key, {
    configurable: true,
    enumerable: true,
    get: () => queue,
    set(next: Promise<unknown>) {
      queue = next
      next.catch(failed)
    },
  })
}
