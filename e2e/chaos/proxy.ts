import { Agent, createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

export type Proxy = {
  port: number
  /** Requests that could not be brought to a server, or whose answer broke off: what a real proxy answers 502 to. */
  broken: string[]
  /** How many requests each server was given. */
  given(): number[]
  close(): Promise<void>
}

const CHECK_MS = 100

/**
 * A proxy as an operator would put before the nodes: it asks each `/readyz`, sends requests in turn to those that say
 * yes over connections that it keeps open, and passes WebSockets through. It never tries a request twice: what breaks
 * is counted.
 */
export async function openProxy(ports: readonly number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<number>()
  const given = new Map<number, number>(ports.map((port) => [port, 0]))
  const broken: string[] = []
  const sockets = new Set<Duplex>()
  let turn = 0

  const check = async (): Promise<void> => {
    for (const port of ports) {
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, {
        signal: AbortSignal.timeout(5_000),
      }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isReady) ready.add(port)
      else ready.delete(port)
    }
  }
  const next = (): number | undefined => {
    const some = [...ready]
    const port = some[turn++ % Math.max(1, some.length)]
    if (port !== undefined) given.set(port, (given.get(port) ?? 0) + 1)
    return port
  }

  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const port = next()
    const fail = (why: string): void => {
      broken.push(`${incoming.method} ${incoming.url} at ${port}: ${why}`)
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end()
    }
    if (port === undefined) return fail('no server is ready')
    const { method, url, headers } = incoming
    const upstream = request({ agent, host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', (error) => fail(error.message))
      answer.pipe(outgoing)
    })
    upstream.on('error', (error) => fail(error.message))
    incoming.pipe(upstream)
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const port = next()
    sockets.add(socket)
    if (port === undefined) return socket.destroy()
    const upstream = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`)
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    return undefined
  })

  await check()
  let checking = Promise.resolve()
  const timer = setInterval(() => {
    checking = checking.then(check)
  }, CHECK_MS)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    broken,
    given: () => [...given.values()],
    async close() {
      clearInterval(timer)
      await checking
      agent.destroy()
      server.closeAllConnections()
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
