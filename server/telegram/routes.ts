import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { CodeBody, TelegramAccount, TelegramCode } from '../../shared/account/telegram.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { NoBody } from '../http/no-body.ts'
import type { ReadToday } from './answer.ts'
import { unbindChat } from './bind-chat.ts'
import { answerCall, Numbered, openBot } from './handle-update.ts'
import { webhookSecret } from './keep-bot.ts'
import { openApi } from './open-api.ts'
import { offerCode, readChat } from './own-chat.ts'

const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** GET and DELETE /account/telegram, POST /account/telegram/code: the chat that stands for somebody. POST /telegram/webhook. */
export async function telegramRoutes(app: App, deps: Deps, readToday: ReadToday): Promise<void> {
  const { telegram } = deps

  app.get(
    '/account/telegram',
    {
      onRequest: authenticate,
      schema: { summary: 'The chat that stands for one', response: { 200: TelegramAccount, ...failures } },
    },
    async ({ caller }) => readChat(deps, caller),
  )

  // No Idempotency-Key: the answer that is kept beside a key would keep the code in clear.
  app.post(
    '/account/telegram/code',
    {
      onRequest: authenticate,
      schema: {
        summary: 'A code that connects one chat, once and within ten minutes',
        body: CodeBody,
        response: { 200: TelegramCode, ...failures },
      },
    },
    async ({ caller, body }) => offerCode(deps, caller, body.language),
  )

  app.delete(
    '/account/telegram',
    {
      onRequest: authenticate,
      schema: {
        summary: 'Disconnect one’s chat',
        body: NoBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async ({ caller }, reply) => {
      await unbindChat(deps, caller, 'account')
      return reply.code(204).send(null)
    },
  )

  if (telegram === null || !telegram.isWebhook) return
  const secret = Buffer.from(webhookSecret(deps.secret, telegram.token))
  const bot = openBot(deps, openApi(telegram), readToday)
  app.post(
    '/telegram/webhook',
    {
      schema: {
        security: [],
        summary: 'Where Telegram tells of messages to the bot',
        body: Numbered,
        response: { 200: z.object({ ok: z.literal(true) }), ...failures },
      },
      onRequest: async ({ headers }) => {
        const given = Buffer.from(String(headers[SECRET_HEADER] ?? ''))
        if (given.length !== secret.length || !timingSafeEqual(given, secret))
          throw new ApiError('request/not-signed')
      },
    },
    async ({ body }) => {
      await answerCall(bot, body)
      return { ok: true as const }
    },
  )
}
