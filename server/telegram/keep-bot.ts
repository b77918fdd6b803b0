import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isTransientError } from 'node-telegram-bot-api'
import type { Api } from 'node-telegram-bot-api'
import { spokenLanguages } from '../../shared/account/settings.ts'
import type { Deps } from '../deps.ts'
import type { ReadToday } from './answer.ts'
import { giveTurnBack, noteBot, noteFailing, noteNextUpdate, noteReached, takeTurn } from './bot-queries.ts'
import { handleUpdate, Numbered, openBot } from './handle-update.ts'
import { openApi } from './open-api.ts'
import type { TelegramSettings } from '../telegram-settings.ts'

/** How long Telegram lets a question wait for something to tell. Seconds. */
const ASK_SECONDS = 25
/** Longer than one question and its answers; a node that says nothing for so long has lost its turn. */
const TURN_MS = 60_000
const TRIES = 3
const COMMANDS = ['stock', 'alert', 'alerts', 'today', 'help', 'stop'] as const

/** How long it waits: for its turn, and after failures, longer each time. Milliseconds. */
export type Pauses = { turn: number; failed: readonly number[] }
const usual: Pauses = { turn: 5_000, failed: [1_000, 5_000, 15_000, 60_000] }

/**
 * Keeps the bot of the installation listening, on one node at a time, for as long as this process runs: by asking
 * Telegram again and again, or by having told it where to send. Gives what stops it. Does nothing where no bot is set.
 */
export function keepBot(deps: Deps, readToday: ReadToday, pauses: Pauses = usual): () => Promise<void> {
  const { telegram } = deps
  if (!telegram) return async () => {}
  const stopping = new AbortController()
  const { signal } = stopping
  const { nobody } = deps.database
  const nodeId = deps.newId()
  const api = openApi(telegram)
  const bot = openBot(deps, api, readToday)
  const now = () => new Date(deps.now())
  const turn = () => takeTurn(nobody, nodeId, now(), new Date(deps.now() + TURN_MS))
  let botId: number | null = null
  let failures = 0
  /** The update that failed last, and how often. */
  let stuck = { id: -1, tries: 0 }

  const round = async (): Promise<number> => {
    const mine = await turn()
    if (!mine) {
      botId = null
      deps.metrics.botUnreached.set(0)
      return pauses.turn
    }
    if (botId === null) {
      botId = await introduce(deps, api, telegram, signal)
      if (failures === 0) await reached()
    }
    if (telegram.isWebhook) {
      const { last_error_message: fault, last_error_date: at } = await api.getWebhookInfo(signal)
      const isRecent = at !== undefined && deps.now() - at * 1_000 < TURN_MS
      if (fault !== undefined && isRecent) throw new Error(`Telegram could not tell us: ${fault}`)
      await reached()
      return TURN_MS / 2
    }
    const row = await turn()
    const updates = await api.getUpdates(
      // Behind a failure it is soon known whether it is over.
      { offset: row?.nextUpdate ?? 0, timeout: failures > 0 ? 0 : ASK_SECONDS, allowed_updates: ['message'] },
      signal,
    )
    await reached()
    let next: number | null = null
    let asked = deps.now()
    try {
      for (const update of updates) {
        // The turn may be over between two of them: then they are another node's.
        if (signal.aborted) return 0
        if (deps.now() - asked > TURN_MS / 4) {
          if (!(await turn())) return 0
          asked = deps.now()
        }
        await one(Numbered.parse(update))
        next = update.update_id + 1
      }
    } finally {
      // Once for all of them: of a flood nothing else is written down.
      if (next !== null) await noteNextUpdate(nobody, next, now())
    }
    return 0
  }
  const reached = async (): Promise<void> => {
    failures = 0
    deps.metrics.botUnreached.set(0)
    await noteReached(nobody, now())
  }
  /** An update whose answer fails again and again must not keep those behind it waiting for ever. */
  const one = async (update: Numbered): Promise<void> => {
    try {
      await handleUpdate(bot, botId ?? 0, update)
    } catch (error) {
      stuck = { id: update.update_id, tries: stuck.id === update.update_id ? stuck.tries + 1 : 1 }
      if (isTransientError(error) && stuck.tries < TRIES && !signal.aborted) throw error
      deps.logger.error({ err: error, update: update.update_id }, 'an update was left without an answer')
    }
  }
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      let pause: number
      try {
        pause = await round()
      } catch (error) {
        if (signal.aborted) break
        pause = pauses.failed[Math.min(failures, pauses.failed.length - 1)] ?? 0
        failures += 1
        const because = error instanceof Error ? error.message : 'unknown'
        deps.logger.warn({ because }, 'the bot cannot listen')
        deps.metrics.botUnreached.set(1)
        await noteFailing(nobody, now(), because.slice(0, 300)).catch(() => {})
      }
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {})
    }
    await giveTurnBack(nobody, nodeId).catch(() => {})
  }
  const working = work()
  return async () => {
    stopping.abort()
    await working
  }
}

/** Learns who the bot is, and tells Telegram how it wants to be told and what it can be asked. */
async function introduce(
  deps: Deps,
  api: Api,
  telegram: TelegramSettings,
  signal: AbortSignal,
): Promise<number> {
  const me = await api.getMe(signal)
  await noteBot(deps.database.nobody, me.id, me.username ?? me.first_name)
  if (telegram.isWebhook) {
    await api.setWebhook(
      {
        url: `${deps.publicUrl ?? ''}/api/v1/telegram/webhook`,
        secret_token: webhookSecret(deps.secret, telegram.token),
        allowed_updates: ['message'],
      },
      signal,
    )
  } else await api.deleteWebhook({}, signal)
  for (const language of spokenLanguages) {
    const commands = COMMANDS.map((command) => ({ command, description: descriptions[language][command] }))
    await api.setMyCommands({ commands, ...(language === 'en' ? {} : { language_code: language }) }, signal)
  }
  return me.id
}

/** What Telegram sends along, so that nobody else can speak for it. The same on every node. */
export function webhookSecret(secret: string, token: string): string {
  return createHmac('sha256', secret).update(`telegram webhook ${token}`).digest('hex')
}

/** What Telegram's own menu says of the commands. */
const descriptions = {
  en: {
    stock: 'What is on the shelves',
    alert: 'Tell me when a product runs low',
    alerts: 'What is watched for me',
    today: 'Sales so far today',
    help: 'What can be asked',
    stop: 'Disconnect this chat',
  },
  ru: {
    stock: 'Остатки по магазинам',
    alert: 'Сообщить, когда товар заканчивается',
    alerts: 'За чем следит бот',
    today: 'Продажи за сегодня',
    help: 'Что можно спросить',
    stop: 'Отключить этот чат',
  },
  uz: {
    stock: 'Doʻkonlardagi qoldiq',
    alert: 'Mahsulot kamayganda xabar berish',
    alerts: 'Nimalar kuzatilmoqda',
    today: 'Bugungi savdo',
    help: 'Nima soʻrash mumkin',
    stop: 'Bu chatni uzish',
  },
} satisfies Record<(typeof spokenLanguages)[number], Record<(typeof COMMANDS)[number], string>>
