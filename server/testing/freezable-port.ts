import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export type FreezablePort = {
  url: string
  /** From now on nothing passes in either direction, and new connections are taken and not answered. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

/** A way to a database that can fall silent, as a frozen server or a cut cable does: nothing is closed or refused. */
export async function freezablePort(url: string): Promise<FreezablePort> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((from) => {
    const to = connect(Number(target.port), target.hostname)
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(a)
      if (frozen) a.pause()
      a.on('data', (bytes) => b.write(bytes))
      a.on('error', () => b.destroy())
      a.on('close', () => {
        sockets.delete(a)
        b.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    freeze() {
      frozen = true
      for (const socket of sockets) socket.pause()
    },
    thaw() {
      frozen = false
      for (const socket of sockets) socket.resume()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
