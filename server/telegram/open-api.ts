import { Api } from 'node-telegram-bot-api'
import type { TelegramSettings } from '../telegram-settings.ts'

/** Longer than an answer of Telegram's ever takes; people wait for it. */
const TIMEOUT_MS = 15_000

/**
 * Telegram's API as this installation reaches it. It tries nothing again by itself: a message whose answer was lost
 * would come twice, and when to try again is for the caller to say.
 */
export function openApi({ token, apiRoot }: Pick<TelegramSettings, 'token' | 'apiRoot'>): Api {
  return new Api(token, { apiRoot, timeoutMs: TIMEOUT_MS, maxRetries: 0 })
}
