import type { WebSocket } from 'ws'
import { HelloFrame, ReportFrame } from '../../shared/sync/protocol.ts'
import type { StreamFrame } from '../../shared/sync/protocol.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import type { Hearer } from './audience.ts'
import { currentHead } from './head.ts'
import { sendNewest } from './newest-only.ts'
import { protocols, understand } from '../../shared/sync/protocols.ts'
import { frameOf } from './stream-frame.ts'
import { frameBudget, socketsOf } from './stream-limits.ts'

const PING_MS = 25_000
const HELLO_MS = 10_000
/** Pings that a socket may leave unanswered: at the next one it is closed (S4). */
const MOST_MISSED = 2

/** A device that said hello. */
type Listener = Hearer & {
  token: string
  userId: string
  sessionId: string
  /** The socket's name among those of its lane; null of a desk, which is no lane. */
  socketId: string | null
  expiresAt: number
  /** Pings since it last answered one. */
  missed: number
}

/**
 * GET /replication/stream: one WebSocket a device that carries news of heads and never documents (S1). Its first
 * frame authenticates it; it is closed with a named reason when its token ends or its device is revoked (S5). An idle
 * device costs the database nothing: it waits in memory for what the node hears (S3). A desk, which is no lane, names
 * no device and hears the same.
 *
 * @param pingMs milliseconds between two pings of a socket (S4)
 */
export async function streamRoutes(app: App, deps: Deps, pingMs = PING_MS): Promise<void> {
  const listeners = new Map<WebSocket, Listener>()
  const sockets = socketsOf<WebSocket>()
  const { judge } = understand(deps.protocols ?? protocols)

  const pinging = setInterval(() => {
    for (const listener of listeners.values()) checkOn(listener)
  }, pingMs)
  pinging.unref()
  const closers = [
    deps.news.onAccess((tenantId, subjectId) => {
      for (const listener of listeners.values()) {
        if (listener.tenantId !== tenantId) continue
        if ([listener.userId, listener.deviceId, listener.sessionId].includes(subjectId))
          void recheck(listener)
      }
    }),
    deps.news.onGap(() => {
      for (const listener of listeners.values()) void recheck(listener)
    }),
  ]
  app.addHook('preClose', async () => {
    clearInterval(pinging)
    for (const close of closers) close()
    // Those who have not said hello yet, too.
    for (const socket of app.websocketServer.clients) bye(socket, 'server/stopping')
  })

  app.route({
    method: 'GET',
    url: '/replication/stream',
    schema: { summary: 'News of heads, by WebSocket' },
    handler() {
      throw new ApiError('request/not-found')
    },
    wsHandler(socket) {
      const impatience = setTimeout(bye, HELLO_MS, socket, 'stream/no-hello')
      const mayGoOn = frameBudget(deps.now)
      let isFirst = true
      socket.on('message', (data: Buffer) => {
        // What was sent before it hears of it is still to come.
        if (socket.readyState !== socket.OPEN) return
        if (!mayGoOn()) return bye(socket, 'stream/flood')
        if (!isFirst) return hear(socket, data.toString())
        isFirst = false
        clearTimeout(impatience)
        void welcome(socket, data.toString())
      })
      socket.on('pong', () => {
        const listener = listeners.get(socket)
        if (listener) listener.missed = 0
      })
      socket.on('close', () => {
        clearTimeout(impatience)
        forget(socket)
      })
      // A torn connection ends in `close`; without a listener for it, the process would.
      socket.on('error', () => socket.terminate())
    },
  })

  async function welcome(socket: WebSocket, frame: string): Promise<void> {
    const hello = HelloFrame.safeParse(parseJson(frame))
    if (!hello.success) return bye(socket, 'stream/bad-hello')
    const fit = judge(hello.data.protocol)
    if (fit === 'too-old') return bye(socket, 'device/too-old')
    if (fit === 'too-new') return bye(socket, 'server/too-old')
    try {
      const { caller, expiresAt } = await app.access.byToken(hello.data.token)
      const { deviceId } = hello.data
      if (deviceId !== null) await app.access.deviceOf(caller, deviceId)
      if (socket.readyState !== socket.OPEN) return
      const { tenantId, userId, sessionId } = caller
      const listener: Listener = {
        socket,
        token: hello.data.token,
        tenantId,
        userId,
        sessionId,
        deviceId,
        socketId: deviceId === null ? null : app.presence.opened(tenantId, deviceId),
        expiresAt,
        // Nothing is said before `ready`.
        isWriting: true,
        owed: null,
        missed: 0,
      }
      // Listening before the head is read: a commit in between is told by one or by the other.
      listeners.set(socket, listener)
      const oldest = sockets.add(ownerOf(listener), socket)
      if (oldest) bye(oldest, 'stream/too-many')
      deps.metrics.sockets.set(listeners.size)
      app.audiences.join(listener)
      const head = await currentHead(deps.database.tenant(tenantId), tenantId)
      if ((hello.data.epoch ?? head.epoch) !== head.epoch) return bye(socket, 'sync/epoch-changed')
      listener.isWriting = false
      sendNewest(listener, frameOf({ type: 'ready', ...head }))
      if (deviceId === null) return
      app.syncLog.note({ tenantId, deviceId, direction: 'stream', collection: null, reached: head.head })
    } catch (error) {
      bye(socket, error instanceof ApiError ? error.code : 'server/unavailable')
    }
  }

  /** After the hello a device says how it does, and nothing else; what is not understood is left alone. */
  function hear(socket: WebSocket, frame: string): void {
    const listener = listeners.get(socket)
    const report = ReportFrame.safeParse(parseJson(frame))
    if (!listener?.deviceId || !report.success) return
    const { healed = 0, ...rest } = report.data
    deps.metrics.healedRows.inc(healed)
    app.presence.reported(listener.tenantId, listener.deviceId, rest)
  }

  /** What was true at the hello may be so no longer: the token's end, the person, the session, the device (A2). */
  async function recheck(listener: Listener): Promise<void> {
    try {
      const { caller } = await app.access.byToken(listener.token)
      if (listener.deviceId !== null) await app.access.deviceOf(caller, listener.deviceId)
    } catch (error) {
      bye(listener.socket, error instanceof ApiError ? error.code : 'server/unavailable')
    }
  }

  function checkOn(listener: Listener): void {
    if (deps.now() >= listener.expiresAt) return bye(listener.socket, 'auth/token-expired')
    if (listener.missed >= MOST_MISSED) return listener.socket.terminate()
    listener.missed += 1
    listener.socket.ping()
  }

  function forget(socket: WebSocket): void {
    const listener = listeners.get(socket)
    if (!listener) return
    listeners.delete(socket)
    sockets.remove(ownerOf(listener), socket)
    deps.metrics.sockets.set(listeners.size)
    app.audiences.leave(listener)
    const { tenantId, deviceId, socketId } = listener
    if (deviceId !== null && socketId !== null) app.presence.closed(tenantId, deviceId, socketId)
  }
}

/** Whose sockets are counted together: those of a lane; of a desk, which is none, those of its login. */
function ownerOf({ tenantId, deviceId, sessionId }: Listener): string {
  return `${tenantId} ${deviceId ?? sessionId}`
}

function send(socket: WebSocket, frame: StreamFrame): void {
  if (socket.readyState === socket.OPEN) socket.send(frameOf(frame), { binary: false })
}

/** Says why, then closes: 4000 is the range of an application's own codes. */
function bye(socket: WebSocket, reason: string): void {
  send(socket, { type: 'bye', reason })
  socket.close(4000, reason)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
