import type { TelegramSettings } from '../../telegram-settings.ts'
import { openLocalTelegram } from './open-local-telegram.ts'

/** The demo's pretended Telegram: how the bot reaches it, and where one chats. */
export type DemoTelegram = { settings: TelegramSettings; address: string; close(): Promise<void> }

/** Opens it on a port, or on another one where that is taken. */
export async function openDemoTelegram(port: number): Promise<DemoTelegram> {
  const local = openLocalTelegram()
  const address = await local.listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return local.listen()
  })
  return {
    settings: { token: local.state.token, apiRoot: address, isWebhook: false, chatPage: address },
    address,
    close: local.close,
  }
}
