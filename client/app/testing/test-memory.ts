import { IDBFactory } from 'fake-indexeddb'
import { createLaneMemory } from '../lane-memory.ts'

/** The memory of a browser; the same `disk` again is the same browser after a restart. */
export function testMemory(disk: IDBFactory = new IDBFactory(), channel = deafChannel()) {
  return createLaneMemory({ home: async () => disk, channel })
}

/** Nobody else is there. */
function deafChannel(): Pick<BroadcastChannel, 'postMessage' | 'onmessage'> {
  return { postMessage: () => {}, onmessage: null }
}
