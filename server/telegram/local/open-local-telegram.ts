import { fastify } from 'fastify'
import type { FastifyInstance } from 'fastify'
import { methods, refused, say } from './methods.ts'
import type { World } from './methods.ts'
import { addPage } from './page/routes.ts'
import { newState } from './state.ts'
import type { LocalState, Update } from './state.ts'

/** A pretended Telegram: its Bot API for one bot, and a few people who can chat with it. */
export type LocalTelegram = {
  state: LocalState
  /** Somebody writes to the bot. */
  say(chatId: number, text: string): Update
  /** What was said in a chat, the newest last, as plain text. */
  textsOf(chatId: number): string[]
  listen(port?: number): Promise<string>
  close(): Promise<void>
}

/** Opens it; nobody hears of it until it listens. */
export function openLocalTelegram({ now = Date.now }: { now?: () => number } = {}): LocalTelegram {
  const state = newState(now())
  const waiting = new Set<() => void>()
  let closed = false
  const world: World = {
    state,
    now,
    waitForUpdate: (ms) =>
      new Promise((resolve) => {
        if (closed || ms <= 0) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          waiting.delete(end)
          resolve()
        }
        const timer = setTimeout(end, ms)
        waiting.add(end)
      }),
    changed() {
      if (state.webhook) void callWebhook()
      else for (const end of waiting) end()
    },
  }
  /** One after the other, each again until it is taken, as Telegram does. */
  let calling = Promise.resolve()
  const callWebhook = (): Promise<void> =>
    (calling = calling.then(async () => {
      const { webhook } = state
      const [update] = state.updates
      if (!webhook || !update) return
      const reply = await fetch(webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret },
        body: JSON.stringify(update),
      }).catch((error: unknown) => String(error))
      if (typeof reply !== 'string' && reply.ok) state.updates.shift()
      else
        webhook.lastError = {
          at: now(),
          text: typeof reply === 'string' ? reply : `Wrong response: ${reply.status}`,
        }
    }))
  const app = build(world)
  return {
    state,
    say: (chatId, text) => say(world, chatId, text),
    textsOf: (chatId) =>
      state.messages
        .filter((message) => message.chatId === chatId)
        .map(({ pieces }) => pieces.map(({ text }) => text).join('')),
    listen: async (port = 0) => app.listen({ port, host: '127.0.0.1' }),
    async close() {
      closed = true
      for (const end of waiting) end()
      await app.close()
    },
  }
}

function build(world: World): FastifyInstance {
  const { state } = world
  const app = fastify({ forceCloseConnections: true })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.post<{ Params: { token: string; method: string } }>('/bot:token/:method', async (request, reply) => {
    const { token, method } = request.params
    const answer = methods[method]
    if (token !== state.token) return reply.code(401).send(refused(401, 'Unauthorized'))
    if (!answer) return reply.code(404).send(refused(404, 'Not Found: method not found'))
    state.calls.push({ method, at: world.now() })
    const at = state.faults.findIndex((fault) => fault.method === method)
    const [fault] = at < 0 ? [] : state.faults.splice(at, 1)
    if (fault?.afterwards) {
      await answer(world, (request.body ?? {}) as Record<string, string>)
      return reply.hijack().raw.destroy()
    }
    const answered = fault
      ? refused(fault.status, fault.description, fault.retryAfter)
      : await answer(world, (request.body ?? {}) as Record<string, string>)
    return reply.code(answered.ok ? 200 : answered.error_code).send(answered)
  })
  addPage(app, world)
  return app
}
