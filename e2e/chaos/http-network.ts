import { accessTokens } from '../../server/http/access-token.ts'
import { NoAnswer, Refused } from '../support/network.ts'
import type { Message, Network, Traffic } from '../support/network.ts'

/** Longer than a handler may run (U7): who was not answered by then will not be. */
const PATIENCE_MS = 12_000

export type HttpNetworkOptions = { ports: readonly number[]; secret: string; traffic: Traffic }

/**
 * The lines between devices and servers over real HTTP. Beside what the machine breaks by itself, a line loses
 * replies as it was told to: the request arrives, and the device does not learn of it.
 */
export function openHttpNetwork({ ports, secret, traffic }: HttpNetworkOptions): Network {
  const tokens = accessTokens(secret, Date.now)

  async function deliver(nodeIndex: number, message: Message): Promise<unknown> {
    const reply = await ask(nodeIndex, message).catch((error: unknown) => {
      throw new NoAnswer('the line broke', { cause: error })
    })
    traffic.requests[nodeIndex] = (traffic.requests[nodeIndex] ?? 0) + 1
    if (reply.status >= 500) throw new NoAnswer(reply.text)
    if (reply.status >= 400) {
      const told = `${message.method} ${message.path} answered ${reply.status}: ${reply.text}`
      const { error } = JSON.parse(reply.text) as { error?: { code?: string } }
      throw new Refused(told, error?.code ?? '')
    }
    return JSON.parse(reply.text)
  }

  async function ask(nodeIndex: number, message: Message): Promise<{ status: number; text: string }> {
    const reply = await fetch(`http://127.0.0.1:${ports[nodeIndex]}/api/v1${message.path}`, {
      method: message.method,
      headers: {
        authorization: `Bearer ${tokens.sign(message.caller)}`,
        ...(message.deviceId === undefined ? {} : { 'x-device-id': message.deviceId }),
        ...(message.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...message.headers,
      },
      ...(message.body === undefined ? {} : { body: JSON.stringify(message.body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return { status: reply.status, text: await reply.text() }
  }

  return {
    async send(link, nodeIndex, message) {
      if (link.isOffline) throw new NoAnswer('offline')
      const answer = await deliver(nodeIndex, message)
      if (link.loseReplies > 0) {
        link.loseReplies -= 1
        traffic.lostReplies += 1
        throw new NoAnswer('reply lost')
      }
      return answer
    },
    // What was sent has arrived or was lost with its connection.
    deliverLate: () => Promise.resolve(0),
  }
}
