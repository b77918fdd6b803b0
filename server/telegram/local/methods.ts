import { BadHtml, readHtml } from './read-html.ts'
import type { LocalState, Update } from './state.ts'

/** What Telegram answers: the result, or why not. */
export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: { retry_after: number } }

export type World = {
  state: LocalState
  now: () => number
  /** Resolves when there is something to tell, or after so many milliseconds. */
  waitForUpdate(ms: number): Promise<void>
  /** Called whenever something was said. */
  changed(): void
}

type Fields = Record<string, string | undefined>
const LONGEST = 4_096

/** The methods of the Bot API that the bot uses, as Telegram answers them. */
export const methods: Record<string, (world: World, fields: Fields) => Answer | Promise<Answer>> = {
  getMe: ({ state }) => fine({ ...state.bot, is_bot: true }),

  async getUpdates(world, fields) {
    const { state } = world
    if (state.webhook) return refused(409, 'Conflict: can’t use getUpdates method while webhook is active')
    const offset = Number(fields['offset'] ?? 0)
    state.updates = state.updates.filter(({ update_id: id }) => id >= offset)
    if (state.updates.length === 0) await world.waitForUpdate(Number(fields['timeout'] ?? 0) * 1_000)
    return fine(state.updates.slice(0, Number(fields['limit'] ?? 100)))
  },

  sendMessage(world, fields) {
    const { state } = world
    const chatId = Number(fields['chat_id'])
    const text = fields['text'] ?? ''
    if (!state.people.some(({ id }) => id === chatId)) return refused(400, 'Bad Request: chat not found')
    if (state.blocked.has(chatId)) return refused(403, 'Forbidden: bot was blocked by the user')
    if (!state.begun.has(chatId))
      return refused(403, "Forbidden: bot can't initiate conversation with a user")
    if (text === '') return refused(400, 'Bad Request: message text is empty')
    try {
      const pieces =
        fields['parse_mode'] === 'HTML' ? readHtml(text) : [{ text, isBold: false, isCode: false }]
      if (pieces.reduce((length, piece) => length + piece.text.length, 0) > LONGEST)
        return refused(400, 'Bad Request: message is too long')
      const message = { id: state.messages.length + 1, chatId, isBot: true, pieces, at: world.now() }
      state.messages.push(message)
      world.changed()
      return fine({
        message_id: message.id,
        date: Math.floor(message.at / 1_000),
        chat: { id: chatId, type: 'private' },
      })
    } catch (error) {
      if (error instanceof BadHtml) return refused(400, `Bad Request: ${error.message}`)
      throw error
    }
  },

  setMyCommands({ state }, fields) {
    if (fields['language_code'] === undefined) state.commands = JSON.parse(fields['commands'] ?? '[]')
    return fine(true)
  },

  setWebhook({ state }, fields) {
    const url = fields['url'] ?? ''
    state.webhook = url === '' ? null : { url, secret: fields['secret_token'] ?? '', lastError: null }
    return fine(true)
  },

  deleteWebhook({ state }) {
    state.webhook = null
    return fine(true)
  },

  getWebhookInfo({ state }) {
    const { webhook } = state
    return fine({
      url: webhook?.url ?? '',
      pending_update_count: state.updates.length,
      has_custom_certificate: false,
      ...(webhook?.lastError
        ? {
            last_error_date: Math.floor(webhook.lastError.at / 1_000),
            last_error_message: webhook.lastError.text,
          }
        : {}),
    })
  },
}

/** Somebody writes to the bot. */
export function say(world: World, chatId: number, text: string): Update {
  const { state } = world
  const person = state.people.find(({ id }) => id === chatId)
  if (!person) throw new Error(`there is nobody with the id ${chatId}`)
  state.begun.add(chatId)
  state.blocked.delete(chatId)
  const id = state.messages.length + 1
  const at = world.now()
  state.messages.push({ id, chatId, isBot: false, pieces: [{ text, isBold: false, isCode: false }], at })
  const update = {
    update_id: state.nextUpdate,
    message: {
      message_id: id,
      date: Math.floor(at / 1_000),
      text,
      chat: { id: chatId, type: 'private', first_name: person.first_name, username: person.username },
      from: { ...person, is_bot: false },
    },
  }
  state.nextUpdate += 1
  state.updates.push(update)
  world.changed()
  return update
}

export function refused(status: number, description: string, retryAfter?: number): Answer {
  return {
    ok: false,
    error_code: status,
    description,
    ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
  }
}

function fine(result: unknown): Answer {
  return { ok: true, result }
}
