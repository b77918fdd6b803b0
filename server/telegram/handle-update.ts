import { TelegramApiError } from 'node-telegram-bot-api'
import type { Api } from 'node-telegram-bot-api'
import { z } from 'zod'
import { addresseeOf } from '../account/addressees.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { escapeHtml } from '../escape-html.ts'
import { countFailures } from '../users/count-failures.ts'
import type { FailedLogins } from '../users/count-failures.ts'
import { answer } from './answer.ts'
import type { ReadToday } from './answer.ts'
import { bindChat } from './bind-chat.ts'
import type { Chat } from './bind-chat.ts'
import { botRow, endUpdate, takeUpdate } from './bot-queries.ts'
import { countMessages } from './flood.ts'
import type { Flood } from './flood.ts'
import { businessOf, noteSilence, personOfChat } from './queries.ts'
import { readCommand } from './read-command.ts'
import { wordsOf } from './words.ts'

/** What answering takes: how Telegram is reached, and what is remembered of the chats of late. */
export type Bot = {
  deps: Deps
  api: Api
  readToday: ReadToday
  flood: Flood
  failures: FailedLogins
}

export function openBot(deps: Deps, api: Api, readToday: ReadToday): Bot {
  return { deps, api, readToday, flood: countMessages(deps.now), failures: countFailures(deps.now) }
}

/** Of all that Telegram tells, what is read: a text in a private chat. */
const TextMessage = z.object({
  message: z.object({
    text: z.string().max(10_000),
    chat: z.object({ id: z.int(), type: z.literal('private') }),
    from: z.object({
      id: z.int(),
      first_name: z.string().default(''),
      last_name: z.string().optional(),
      username: z.string().optional(),
      language_code: z.string().optional(),
    }),
  }),
})

/** Telegram's word that a message will never be taken: it makes no sense to it, or the chat does not want it. */
const FINAL = new Set([400, 403])

/** The number of an update, which every one has. */
export const Numbered = z.looseObject({ update_id: z.int().min(0) })
export type Numbered = z.infer<typeof Numbered>

/**
 * Answers one update, once however often it is told. What floods is neither looked up nor written down; strangers hear
 * nothing but how to connect, and those whose account is off hear nothing at all. Whoever will not have the answer, as
 * one who blocks the bot, is done with: asking Telegram to tell it again would only make the bot look ill.
 *
 * @throws where the answer could not be given now; the update may be told again then
 */
export async function handleUpdate(bot: Bot, botId: number, update: Numbered): Promise<void> {
  const outcome = await outcomeOf(bot, botId, update)
  bot.deps.metrics.botUpdates.inc({ outcome })
}

/** The same for an update that Telegram calls us with; the node whose turn it is knows who the bot is. */
export async function answerCall(bot: Bot, update: Numbered): Promise<void> {
  const row = await botRow(bot.deps.database.nobody)
  await handleUpdate(bot, row?.botId ?? 0, update)
}

async function outcomeOf(bot: Bot, botId: number, update: Numbered): Promise<string> {
  const { deps, api, flood } = bot
  const read = TextMessage.safeParse(update)
  // Of other chats than private ones anybody could be in: nothing is ever said there.
  if (!read.success || read.data.message.from.id !== read.data.message.chat.id) return 'ignored'
  const { text, from, chat: there } = read.data.message
  const name =
    [from.first_name, from.last_name].filter(Boolean).join(' ') || (from.username ?? String(from.id))
  const chat: Chat = { id: there.id, name: name.slice(0, 100), languageCode: from.language_code }
  /** Whether they have it; not where Telegram will never take it. */
  const say = async (html: string): Promise<boolean> => {
    try {
      await api.sendMessage({ chat_id: chat.id, text: html, parse_mode: 'HTML' })
      return true
    } catch (error) {
      if (!(error instanceof TelegramApiError) || !FINAL.has(error.errorCode)) throw error
      deps.logger.warn({ because: error.message, update: update.update_id }, 'an answer was not taken')
      return false
    }
  }
  const flooding = flood.of(chat.id)
  if (flooding === 'drop') return 'flood'
  if (flooding === 'warn') {
    await say(wordsOf(from.language_code).slower)
    return 'flood'
  }
  const { nobody } = deps.database
  if (!(await takeUpdate(nobody, botId, update.update_id, new Date(deps.now())))) return 'repeated'
  let isDone = false
  try {
    const reply = await replyTo(bot, chat, text)
    const isHeard = reply.html === null || (await say(reply.html))
    isDone = true
    return isHeard ? reply.outcome : 'unheard'
  } finally {
    await endUpdate(nobody, botId, update.update_id, isDone)
  }
}

type Reply = { html: string | null; outcome: string }

async function replyTo(bot: Bot, chat: Chat, text: string): Promise<Reply> {
  const { deps } = bot
  const command = readCommand(text)
  const bound = await personOfChat(deps.database.nobody, chat.id)
  if (!bound) {
    if (command.kind === 'start' && command.code !== null) return bind(bot, chat, command.code)
    return stranger(bot, chat)
  }
  const db = deps.database.tenant(bound.tenantId)
  const person = await addresseeOf(db, bound.tenantId, bound.userId)
  if (!person) return { html: null, outcome: 'silent' }
  await inTransaction(db, (tx) => noteSilence(tx, bound, null))
  if (command.kind !== 'start')
    return { html: await answer(deps, bound.tenantId, person, command, bot.readToday), outcome: 'answered' }
  const say = wordsOf(person.language)
  if (command.code === null) return { html: say.help, outcome: 'answered' }
  // A code that was told twice has been used by this very chat; one for somebody else must not move it unasked.
  return { html: `${say.boundAlready} ${say.help}`, outcome: 'answered' }
}

function stranger({ flood }: Bot, chat: Chat): Reply {
  if (!flood.mayMeet(chat.id)) return { html: null, outcome: 'stranger' }
  return { html: wordsOf(chat.languageCode).stranger, outcome: 'stranger' }
}

/** Whoever guesses at codes is not looked at for a while; a code is good once, so that a stolen one is soon noticed. */
async function bind({ deps, failures }: Bot, chat: Chat, code: string): Promise<Reply> {
  const words = wordsOf(chat.languageCode)
  const tried = await failures.attempt(`telegram ${chat.id}`, () => bindChat(deps, chat, code))
  if (tried.kind === 'wait')
    return { html: words.waitCode(String(Math.ceil(tried.seconds / 60))), outcome: 'refused' }
  if (!tried.result) {
    deps.logger.warn({ chat: chat.id }, 'a code that does not work was sent to the bot')
    return { html: words.badCode, outcome: 'refused' }
  }
  const { tenantId, person } = tried.result
  const { name } = await businessOf(deps.database.tenant(tenantId), tenantId, null)
  return {
    html: wordsOf(person.language).bound(escapeHtml(person.name), escapeHtml(name)),
    outcome: 'bound',
  }
}
