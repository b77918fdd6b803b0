import type { StreamFrame } from '../../shared/sync/protocol.ts'

/** A frame as it travels. */
export function frameOf(frame: StreamFrame): Buffer {
  return Buffer.from(JSON.stringify(frame))
}
