import { IDBFactory } from 'fake-indexeddb'
import { createLaneMemory } from '../lane-memory.ts'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>

/** The memory of a browser; the same `disk` again is the same browser after a restart. */
export function testMemory(disk: IDBFactory = new IDBFactory(), channel = deafChannel()) {
  return createLaneMemory({ home: async () => disk, channel })
}

/** The channels of two tabs of one browser. */
export function twoTabs() {
  const one: Channel = { onmessage: null, postMessage: (data) => heard(two, data) }
  const two: Channel = { onmessage: null, postMessage: (data) => heard(one, data) }
  return [one, two] as const
}

function heard({ onmessage }: Channel, data: unknown): void {
  onmessage?.call(null as never, { data } as MessageEvent)
}

/** Nobody else is there. */
function deafChannel(): Channel {
  return { postMessage: () => {}, onmessage: null }
}
