import { ask } from '../world/post.ts'
import type { HeadFrame } from '../world/socket.ts'

/** A device that answers news of orders with a pull, and writes down when it had which order. */
export type Puller = { hear(frame: string): void; startAt(seq: number): void }

/** @param got called with an order's id, the moment (milliseconds since 1970) at which its document was parsed, and its number */
export function puller(
  serverUrl: string,
  headers: Record<string, string>,
  got: (orderId: string, at: number, number: string) => void,
): Puller {
  let seq = 0
  let wanted = 0
  let isPulling = false

  async function pull(): Promise<void> {
    isPulling = true
    while (wanted > seq) {
      const url = `${serverUrl}/api/v1/replication/orders/pull?seq=${seq}&limit=1000`
      const { body } = await ask(url, headers)
      const page = JSON.parse(body.toString()) as {
        documents: { id: string; number: string }[]
        checkpoint: { seq: number }
      }
      const at = Date.now()
      for (const { id, number } of page.documents) got(id, at, number)
      seq = page.checkpoint.seq
    }
    isPulling = false
  }

  return {
    hear(frame) {
      const { collections } = JSON.parse(frame) as HeadFrame
      wanted = Math.max(wanted, collections['orders'] ?? 0)
      if (!isPulling) void pull()
    },
    startAt(head) {
      seq = Math.max(seq, head)
    },
  }
}
