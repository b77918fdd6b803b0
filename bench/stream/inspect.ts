import WebSocket from 'ws'
import { call } from '../world/post.ts'

/** Bytes of a server process after a full garbage collection. */
export type Memory = { rss: number; heapUsed: number; external: number }

/** Looks into a server process that was started with `--inspect=127.0.0.1:port`. */
export async function memoryOf(port: number): Promise<Memory> {
  const { body } = await call(`http://127.0.0.1:${port}/json`, {})
  const [target] = JSON.parse(body.toString()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('the process does not let us look')
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let last = 0
  const ask = (method: string, params: object = {}): Promise<{ result?: { value: string } }> =>
    new Promise((resolve) => {
      last += 1
      const id = last
      const hear = (data: Buffer): void => {
        const answer = JSON.parse(data.toString()) as { id?: number; result: { result?: { value: string } } }
        if (answer.id !== id) return
        socket.off('message', hear)
        resolve(answer.result)
      }
      socket.on('message', hear)
      socket.send(JSON.stringify({ id, method, params }))
    })
  // The second pass takes what the first one's finalizers let go.
  for (let pass = 0; pass < 3; pass += 1) await ask('HeapProfiler.collectGarbage')
  const { result } = await ask('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' })
  socket.close()
  return JSON.parse(result?.value ?? '{}') as Memory
}
