import type { Caller } from '../../server/http/caller.ts'
import type { Node } from './nodes.ts'

/** The line between one device and the servers; the counters say how many of the next messages share that fate. */
export type Link = { isOffline: boolean; loseRequests: number; loseReplies: number; delayRequests: number }

/** What a device sees of a message that got no answer. */
export class NoAnswer extends Error {}

/** An answer that says no, and why. */
export class Refused extends Error {
  code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

export type Message = {
  method: 'GET' | 'POST'
  path: string
  caller: Caller
  deviceId?: string
  body?: object
  headers?: Record<string, string>
}

/** What happened on the pretend network over a whole run. */
export type Traffic = {
  requests: number[]
  lostReplies: number
  lostRequests: number
  delayed: number
  reconnects: number
}

/** A pretend network in front of the nodes: it loses requests, replies, and delivers some long after the sender gave up. */
export function openNetwork(nodes: readonly Node[], traffic: Traffic) {
  const late: (() => Promise<unknown>)[] = []

  async function deliver(nodeIndex: number, message: Message): Promise<unknown> {
    const node = nodes[nodeIndex]
    if (!node || node.isDown) throw new NoAnswer('the node is down')
    const { app } = node
    traffic.requests[nodeIndex] = (traffic.requests[nodeIndex] ?? 0) + 1
    let reply
    try {
      reply = await app.inject({
        method: message.method,
        url: `/api/v1${message.path}`,
        headers: {
          authorization: `Bearer ${app.access.sign(message.caller)}`,
          ...(message.deviceId === undefined ? {} : { 'x-device-id': message.deviceId }),
          ...message.headers,
        },
        ...(message.body === undefined ? {} : { payload: message.body }),
      })
    } catch (error) {
      if (wasStopped(node, app)) throw new NoAnswer('the node died')
      throw error
    }
    if (reply.statusCode >= 500 && wasStopped(node, app)) throw new NoAnswer('the node died')
    if (reply.statusCode >= 400) {
      const told = `${message.method} ${message.path} answered ${reply.statusCode}: ${reply.body}`
      throw new Refused(told, reply.json<{ error?: { code?: string } }>().error?.code ?? '')
    }
    return reply.json()
  }

  return {
    /** Sends over a device's line; throws NoAnswer where the device would see a timeout. */
    async send(link: Link, nodeIndex: number, message: Message): Promise<unknown> {
      if (link.isOffline) throw new NoAnswer('offline')
      if (link.loseRequests > 0) {
        link.loseRequests -= 1
        traffic.lostRequests += 1
        throw new NoAnswer('request lost')
      }
      if (link.delayRequests > 0 && message.method === 'POST') {
        link.delayRequests -= 1
        traffic.delayed += 1
        late.push(() => deliver(nodeIndex, message))
        throw new NoAnswer('request delayed')
      }
      const answer = await deliver(nodeIndex, message)
      if (link.loseReplies > 0) {
        link.loseReplies -= 1
        traffic.lostReplies += 1
        throw new NoAnswer('reply lost')
      }
      return answer
    },
    /** Messages that were under way for long arrive now, the newest first. Nobody waits for the answers. */
    async deliverLate(): Promise<number> {
      const arriving = late.splice(0).toReversed()
      for (const message of arriving) {
        await message().catch((error: unknown) => {
          // What was sent to the log of before a restore is refused by the one of after it.
          const isOfBefore = error instanceof Refused && error.code === 'sync/epoch-changed'
          if (!(error instanceof NoAnswer) && !isOfBefore) throw error
        })
      }
      return arriving.length
    },
  }
}

export type Network = ReturnType<typeof openNetwork>

function wasStopped(node: Node, app: Node['app']): boolean {
  return node.isDown || node.app !== app
}
