import { TelegramApiError } from 'node-telegram-bot-api'
import type { Channel, Told } from '../alerts/channel.ts'
import { digestLines } from '../alerts/words.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { escapeHtml } from '../escape-html.ts'
import { openApi } from './open-api.ts'
import { bindingOf, boundPeople, noteSilence } from './queries.ts'

/** A title is cut there, so that twenty of them fit into a message. */
const LONGEST_TITLE = 80

/** Tells people in the chats that stand for them. */
export function telegramChannel(deps: Deps): Channel {
  const { telegram } = deps
  const api = telegram && openApi(telegram)
  return {
    async reached(tx, tenantId) {
      if (!api) return () => false
      const bound = await boundPeople(tx, tenantId)
      return (userId) => bound.has(userId)
    },
    async tell(tenantId, { userId, language }, digest) {
      const db = deps.database.tenant(tenantId)
      const binding = await bindingOf(db, { tenantId, userId })
      if (!api || !binding) return { kind: 'gone', because: 'no chat is connected any more' }
      const { title, lines, more } = digestLines(digest, language)
      const cut = (text: string) =>
        text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text
      const html = [
        `⚠️ <b>${escapeHtml(cut(title))}</b>`,
        ...lines.map((line) => {
          const rest = escapeHtml(`${line.place}: ${line.left} (${line.threshold})`)
          return digest.count === 1 ? rest : `${escapeHtml(cut(line.title))}\n  ${rest}`
        }),
        ...(more === null ? [] : [escapeHtml(more)]),
      ].join('\n')
      try {
        await api.sendMessage({ chat_id: binding.chatId, text: html, parse_mode: 'HTML' })
        return { kind: 'sent' }
      } catch (error) {
        const told = toldBy(error)
        if (told.kind === 'gone')
          await inTransaction(db, (tx) => noteSilence(tx, { tenantId, userId }, new Date(deps.now())))
        return told
      }
    },
  }
}

/** What a failure of Telegram's means for a message. */
function toldBy(error: unknown): Told {
  const because = error instanceof Error ? error.message : 'Telegram failed'
  if (!(error instanceof TelegramApiError)) return { kind: 'later', because }
  if (error.errorCode === 403 || (error.errorCode === 400 && /chat not found/i.test(error.description)))
    return { kind: 'gone', because }
  if (error.errorCode === 429) return { kind: 'later', because, afterMs: (error.retryAfter ?? 1) * 1_000 }
  return error.errorCode === 400 ? { kind: 'refused', because } : { kind: 'later', because }
}
