import { databaseNameOf } from '../database/database-name.ts'
import type { Shop } from '../database/shop.ts'
import { device, memory } from '../app/app-parts.ts'
import { displayFile } from '../app/display-file.ts'
import { inWorker } from '../app/open-shop.ts'
import { trainingSession } from './training-session.ts'

/** Milliseconds between looks for the copy of the catalogue. */
const pauses = [250, 500, 1_000, 2_000, 4_000, 4_000]

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
        // The copy is written some seconds after the catalogue has come: who is quicker waits for it.
        for (const pause of pauses) {
          const copy = await shown.load()
          if (copy) return copy
          await new Promise((resolve) => setTimeout(resolve, pause))
        }
        throw new Error('the catalogue is not kept on this device yet')
      },
      save: async () => {},
      remove: async () => {},
    },
    quietMs: 60_000,
    noWriter: () => new Promise(() => {}),
    networkMoves: () => () => {},
    now: device.now,
    onFrame: (then) => void requestAnimationFrame(then),
    yield: () => new Promise((resolve) => setTimeout(resolve)),
    askToKeep: async () => {},
    storageState: async () => ({ persisted: null, usage: null, quota: null }),
  })
  return {
    ...shop,
    async close() {
      end()
      forgetTraces(session.lane?.deviceId ?? '')
      return { kind: 'closed', left: 0 }
    },
  }
}

/** The open cart and whatever else screens keep by device. */
function forgetTraces(deviceId: string): void {
  for (const key of memory.keys()) if (deviceId !== '' && key.includes(deviceId)) memory.removeItem(key)
}
