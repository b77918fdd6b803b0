import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'
import { SpokenLanguage } from './settings.ts'

/** Whether somebody's chat is connected, and to which bot. */
export const TelegramAccount = z.object({
  /** Whether this installation has a bot, and its name once it was reached. */
  isOn: z.boolean(),
  bot: z.nullable(z.string()),
  /** The chat that stands for them. `silentSince`: they have blocked the bot there. */
  chat: z.nullable(z.object({ name: z.string(), boundAt: Instant, silentSince: z.nullable(Instant) })),
})
export type TelegramAccount = z.infer<typeof TelegramAccount>

/** In which language the bot is to speak to somebody who has not chosen one. */
export const CodeBody = z.strictObject({ language: SpokenLanguage })

/** A code that connects one chat, once, until it ends; `link` opens the chat with it. */
export const TelegramCode = z.object({ code: z.string(), expiresAt: Instant, link: z.nullable(z.string()) })
export type TelegramCode = z.infer<typeof TelegramCode>

/** A threshold of somebody's own. */
export const OwnAlerts = z.object({
  alerts: z.array(
    z.object({ productId: z.string(), sku: z.string(), title: z.string(), threshold: z.int().min(0) }),
  ),
})
export type OwnAlerts = z.infer<typeof OwnAlerts>
