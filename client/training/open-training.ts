import { databaseNameOf } from '../database/database-name.ts'
import type { Shop } from '../database/shop.ts'
import { device } from '../app/device.ts'
import { displayFile } from '../app/display-file.ts'
import { inWorker } from '../app/open-shop.ts'
import { trainingSession } from './training-session.ts'

/**
 * Opens a shop to practise in: a copy of the catalogue, stock and branches that the lane shows, and a store in the
 * memory of a worker of its own, which has no way to the server. Closing it leaves nothing.
 *
 * @throws where this device has no copy of the catalogue yet
 */
export async function openTraining(real: Shop): Promise<Shop> {
  const shown = displayFile(indexedDB, databaseNameOf(real.session))
  const session = trainingSession(real.session, device.newId())
  const { shop, end } = await inWorker(session, {
    // A token that nobody sees: the worker reaches no server.
    tokens: { current: () => 'training', refresh: async () => 'training' },
    memory: { entries: () => [], set: () => {}, heard: () => {} },
    display: {
      async load() {
        const copy = await shown.load()
        if (!copy) throw new Error('the catalogue is not kept on this device yet')
        return copy
      },
      save: async () => {},
      remove: async () => {},
    },
    quietMs: 60_000,
    noWriter: () => new Promise(() => {}),
    now: device.now,
    onFrame: (then) => void requestAnimationFrame(then),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    storageState: async () => ({ persisted: null, usage: null, quota: null }),
  })
  return {
    ...shop,
    async close() {
      end()
      forgetTraces(localStorage, session.lane?.deviceId ?? '')
      return { kind: 'closed' }
    },
  }
}

/** The open cart and whatever else screens keep by device. */
export function forgetTraces(storage: Storage, deviceId: string): void {
  for (const key of Object.keys(storage))
    if (deviceId !== '' && key.includes(deviceId)) storage.removeItem(key)
}
