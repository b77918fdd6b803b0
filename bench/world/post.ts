import { Agent, request } from 'node:http'

export type Answer = { status: number; body: Buffer; ms: number }

/** Connections that stay open, as a device's do; many devices share the pool without waiting for each other. */
const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })

/** One HTTP request, timed until the last byte of its answer. Bodies are made before, so that no clock sees it. */
export function call(url: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        headers: body
          ? { ...headers, 'content-type': 'application/json', 'content-length': body.length }
          : headers,
      },
      (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            body: Buffer.concat(parts),
            ms: performance.now() - began,
          })
        })
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Like `call`, for what must be answered with 200. */
export async function ask(url: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
  const answer = await call(url, headers, body)
  if (answer.status !== 200)
    throw new Error(`${url} answered ${answer.status}: ${answer.body.toString('utf8', 0, 500)}`)
  return answer
}
