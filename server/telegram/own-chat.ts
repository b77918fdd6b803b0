import type { TelegramAccount, TelegramCode } from '../../shared/account/telegram.ts'
import type { SpokenLanguage } from '../../shared/account/settings.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { makeCode } from './bind-chat.ts'
import { botRow } from './bot-queries.ts'
import { bindingOf } from './queries.ts'

type Person = { tenantId: string; userId: string }

/** The chat that stands for somebody, and the bot it is with. */
export async function readChat({ database, telegram }: Deps, person: Person): Promise<TelegramAccount> {
  const [bot, binding] = await Promise.all([
    botRow(database.nobody),
    bindingOf(database.tenant(person.tenantId), person),
  ])
  return {
    isOn: telegram !== null,
    bot: telegram === null ? null : (bot?.username ?? null),
    chat: binding
      ? {
          name: binding.chatName,
          boundAt: binding.boundAt.toISOString(),
          silentSince: binding.silentSince?.toISOString() ?? null,
        }
      : null,
  }
}

/**
 * A code that connects a chat, and the link that opens one with it.
 *
 * @throws ApiError telegram/off
 */
export async function offerCode(deps: Deps, person: Person, language: SpokenLanguage): Promise<TelegramCode> {
  const { telegram } = deps
  if (telegram === null) throw new ApiError('telegram/off')
  const bot = await botRow(deps.database.nobody)
  const { code, expiresAt } = await makeCode(deps, person, language)
  return { code, expiresAt, link: linkTo(telegram.chatPage, bot?.username ?? null, code) }
}

/** Opens the chat with the code in it, in Telegram or at the page of a pretended one. */
function linkTo(chatPage: string | null, username: string | null, code: string): string | null {
  const start = code.replaceAll('-', '')
  if (chatPage !== null) return `${chatPage}/?start=${start}`
  return username === null ? null : `https://t.me/${encodeURIComponent(username)}?start=${start}`
}
