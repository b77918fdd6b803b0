import type { CollectionName, ToldName } from '../../shared/sync/collections.ts'
import { isSameLog } from '../../shared/sync/log-name.ts'
import type { StreamFrame } from '../../shared/sync/protocol.ts'
import { protocolVersion } from '../../shared/sync/version.ts'
import { readError, type Answer } from './answer.ts'
import type { Api } from './api.ts'
import { backoffMs, waitFor } from './backoff.ts'
import { isOfBefore, type Line } from './line.ts'
import { readFrame } from './read-answers.ts'
import type { Reporter } from './report.ts'

export type StreamParts = {
  /** `ws:` or `wss:`, up to and without `/api`. */
  url: string
  /** Null of a desk. */
  deviceId: string | null
  api: Api
  line: Line
  random(): number
  speed: number
  epoch: string
  open(url: string): WebSocket
  /** Heads moved; null means that anything may have (S4: on every connect the client pulls). */
  moved(heads: Partial<Record<CollectionName | ToldName, number>> | null): void
  reporter: Reporter
  signal: AbortSignal
}

/**
 * Listens for news of heads on one socket for all collections (S1). It never brings documents, so nothing is lost
 * with it: when it is back, everything is pulled.
 */
export async function listen(parts: StreamParts): Promise<void> {
  const { line } = parts
  let came = 0
  const watching = whenOnline(line, () => (came += 1))
  parts.signal.addEventListener('abort', watching)
  const wakeable = (wake: () => void) => whenOnline(line, wake)
  for (let failed = 0; !parts.signal.aborted;) {
    if (line.state().stopped || line.state().tooOld || line.state().needsLogin) {
      await waitFor(5_000 / parts.speed, parts.signal, wakeable).catch(() => {})
      continue
    }
    const before = came
    const wasReady = await session(parts).catch(() => false)
    // A socket that was begun while the line was down says nothing about the line that came back meanwhile.
    failed = wasReady || came > before ? 0 : failed + 1
    // A request learns whether the whole line is down, or only sockets are barred: then this is how news comes.
    if (!wasReady && !parts.signal.aborted) parts.moved(null)
    await waitFor(backoffMs(failed, parts.random) / parts.speed, parts.signal, wakeable).catch(() => {})
  }
}

/** Several sales in a row are told of together. Milliseconds. */
const reportAfter = 2_000

/** One socket, from its opening to its end; whether it ever was ready. */
async function session(parts: StreamParts): Promise<boolean> {
  const asked = parts.line.opened()
  const token = await parts.api.token()
  // What ended meanwhile would never close the socket that is opened now.
  if (parts.signal.aborted) return false
  if (token === null) {
    learn(parts, { kind: 'login' }, asked)
    return false
  }
  return new Promise((resolve) => {
    let ready = false
    const socket = parts.open(`${parts.url}/api/v1/replication/stream`)
    const close = () => socket.close()
    parts.signal.addEventListener('abort', close)
    const unanswered = setTimeout(close, 15_000)
    let endReports: (() => void) | null = null
    socket.addEventListener('open', () => {
      socket.send(
        JSON.stringify({ type: 'hello', token, deviceId: parts.deviceId, protocol: protocolVersion }),
      )
    })
    socket.addEventListener('message', (message) => {
      const frame = frameIn(message.data)
      if (!frame) return
      if (frame.type === 'bye') {
        goodbye(parts, frame.reason, asked)
        return
      }
      // Another name of the same log: the next pull learns whether the purge concerns this device (L5).
      if (!isSameLog(frame.epoch, parts.epoch)) {
        parts.line.learned({ kind: 'epoch' })
        return
      }
      clearTimeout(unanswered)
      parts.line.learned({ kind: 'done', value: null })
      ready = true
      // A desk is no lane that others look after.
      if (parts.deviceId !== null) endReports ??= keepReporting(socket, parts)
      parts.moved(frame.type === 'head' ? frame.collections : null)
    })
    socket.addEventListener('close', () => {
      clearTimeout(unanswered)
      endReports?.()
      parts.signal.removeEventListener('abort', close)
      resolve(ready)
    })
    socket.addEventListener('error', close)
  })
}

/** Says how this device does: once, before what waits is sent, and again with every change. */
function keepReporting(socket: WebSocket, { reporter, speed }: StreamParts): () => void {
  let said = reporter.now()
  const say = () => {
    // A socket that is closing takes what it is given and brings it nowhere.
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify(said))
    reporter.told(said)
  }
  say()
  let waiting: ReturnType<typeof setTimeout> | undefined
  const report = () => {
    waiting = undefined
    const next = reporter.now()
    if (!reporter.isNews(said, next)) return
    said = next
    say()
  }
  const watching = reporter.changed$.subscribe(() => {
    waiting ??= setTimeout(report, reportAfter / speed)
  })
  return () => {
    clearTimeout(waiting)
    watching.unsubscribe()
  }
}

function frameIn(data: unknown): StreamFrame | null {
  try {
    return readFrame(JSON.parse(String(data)))
  } catch {
    return null
  }
}

/** Why the server hung up, as the code that the same reason has over HTTP. */
function goodbye(parts: StreamParts, reason: string, asked: number): void {
  const answer: Answer<never> = readError(statusOf(reason), { error: { code: reason } }, null)
  if (answer.kind === 'login') void parts.api.refreshed().catch(() => null)
  else if (answer.kind !== 'refused' && answer.kind !== 'later') learn(parts, answer, asked)
}

function learn({ line }: StreamParts, answer: Answer<never>, asked: number): void {
  if (!isOfBefore(line, answer, asked)) line.learned(answer)
}

function statusOf(reason: string): number {
  if (reason.startsWith('auth/')) return 401
  return reason === 'device/too-old' ? 426 : 403
}

/** Calls back whenever a request gets through again. Gives what ends it. */
function whenOnline(line: Line, wake: () => void): () => void {
  let offline = line.state().connection === 'offline'
  const watching = line.state$.subscribe(({ connection }) => {
    if (offline && connection === 'online') wake()
    offline = connection === 'offline'
  })
  return () => watching.unsubscribe()
}
