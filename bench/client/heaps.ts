import WebSocket from 'ws'
import { call } from '../world/post.ts'

type Answer = { id?: number; method?: string; sessionId?: string; params?: unknown; result?: unknown }
type Attached = { sessionId: string; targetInfo: { type: string; url: string } }

/**
 * The JavaScript heaps of every page and worker of a browser, after a collection, in bytes: `page`, `worker`,
 * `service_worker` and so on. The browser must have been started with `--remote-debugging-port`.
 */
export async function heapsOf(port: number): Promise<Record<string, number>> {
  const { body } = await call(`http://127.0.0.1:${port}/json/version`, {})
  const { webSocketDebuggerUrl } = JSON.parse(body.toString()) as { webSocketDebuggerUrl: string }
  const socket = new WebSocket(webSocketDebuggerUrl, { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map<number, (result: unknown) => void>()
  const sessions = new Map<string, string>()
  let last = 0
  const ask = <T>(method: string, params: object, sessionId?: string): Promise<T> =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve as (result: unknown) => void)
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }))
    })
  const follow = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer.result)
    if (answer.method !== 'Target.attachedToTarget') return
    const { sessionId, targetInfo } = answer.params as Attached
    // A tab holds its page, a page its workers: each tells of what it holds.
    if (['page', 'worker', 'shared_worker', 'service_worker'].includes(targetInfo.type))
      sessions.set(sessionId, targetInfo.type)
    void ask('Target.setAutoAttach', follow, sessionId)
  })
  await ask('Target.setAutoAttach', follow)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const heaps: Record<string, number> = {}
  for (const [sessionId, type] of sessions) {
    await ask('HeapProfiler.collectGarbage', {}, sessionId)
    const { usedSize = 0, backingStorageSize = 0 } = await ask<{
      usedSize?: number
      backingStorageSize?: number
    }>('Runtime.getHeapUsage', {}, sessionId)
    // Typed arrays lie beside the heap, and count all the same.
    heaps[type] = (heaps[type] ?? 0) + usedSize + backingStorageSize
  }
  socket.close()
  return heaps
}
