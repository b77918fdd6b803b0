import type { WebSocket } from 'ws'

/** A socket that is told news: what is being written to it, and what it hears next. */
export type Outlet = { socket: WebSocket; isWriting: boolean; owed: Buffer | null }

/** News is short, and the same bytes go to every socket: compressing them would cost each one a window of its own. */
const asText = { binary: false, compress: false }

/**
 * Sends a frame of news, or keeps it where the one before has not left this process yet: then only the newest is
 * kept, and sent as soon as there is room (S4). A socket that does not read costs one frame, however much happens.
 */
export function sendNewest(outlet: Outlet, frame: Buffer): void {
  if (outlet.isWriting) {
    outlet.owed = frame
    return
  }
  outlet.isWriting = true
  outlet.socket.send(frame, asText, (error) => {
    const { owed } = outlet
    outlet.isWriting = false
    outlet.owed = null
    if (owed && !error) sendNewest(outlet, owed)
  })
}
