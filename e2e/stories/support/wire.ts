import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { afterAll } from 'vitest'

export type Wire = {
  /** Where a lane finds the server. */
  origin: string
  /** Breaks every connection, and lets none be made: page, service worker and socket alike. */
  cut(): void
  /** Takes what lanes send and passes nothing on, as a network that hangs; `cut` and `mend` end it. */
  hold(): void
  mend(): void
  /** Whether it was ever cut: then the browser may complain of the network. */
  wasCut(): boolean
  /** Calls back at every piece that a lane sends. */
  onSent(hear: (piece: string) => void): void
}

/** The network between one lane and the server: a relay that can be cut. */
export async function wireTo(serverPort: number): Promise<Wire> {
  const open = new Set<Socket>()
  const listeners: ((piece: string) => void)[] = []
  const pairs = new Map<Socket, Socket>()
  let isCut = false
  let isHeld = false
  let wasCut = false
  const relay = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy()
      return
    }
    const far = connect(serverPort, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        pairs.delete(one)
        other.destroy()
      })
      pairs.set(one, other)
      if (!isHeld) one.pipe(other)
    }
    near.on('data', (piece) => {
      for (const hear of listeners) hear(piece.toString('latin1'))
    })
  })
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done))
  const address = relay.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port was given')
  const drop = (): void => {
    for (const socket of open) socket.destroy()
  }
  afterAll(async () => {
    drop()
    await new Promise((done) => relay.close(done))
  })
  return {
    // Browsers keep offline data for this name without TLS.
    origin: `http://localhost:${address.port}`,
    cut() {
      isCut = true
      wasCut = true
      drop()
    },
    hold() {
      isHeld = true
      for (const [one, other] of pairs) one.unpipe(other).resume()
    },
    mend() {
      isCut = false
      isHeld = false
    },
    wasCut: () => wasCut,
    onSent: (hear) => void listeners.push(hear),
  }
}
