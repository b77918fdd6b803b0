/** Somebody with Telegram on their phone, and the chat they have with the bot. */
export type Person = { id: number; first_name: string; username: string; language_code: string }

/** A piece of a message as it is shown. */
export type Piece = { text: string; isBold: boolean; isCode: boolean }

export type ChatMessage = { id: number; chatId: number; isBot: boolean; pieces: Piece[]; at: number }

/** An update as the bot is told of it. */
export type Update = { update_id: number; message: Record<string, unknown> }

/** What can go wrong with a call, once each: refused with a status, or carried out with the answer lost. */
export type Fault = {
  method: string
  status: number
  description: string
  retryAfter?: number
  afterwards?: boolean
}

export type LocalState = {
  token: string
  bot: { id: number; first_name: string; username: string }
  people: Person[]
  messages: ChatMessage[]
  /** What the bot has not said yet that it knows. */
  updates: Update[]
  nextUpdate: number
  /** Chats whose owner wrote to the bot: a bot cannot begin one. */
  begun: Set<number>
  blocked: Set<number>
  webhook: { url: string; secret: string; lastError: { at: number; text: string } | null } | null
  faults: Fault[]
  commands: { command: string; description: string }[]
  calls: { method: string; at: number }[]
}

export function newState(now: number): LocalState {
  return {
    token: '700000001:local-bot-of-the-demo-only',
    bot: { id: 700000001, first_name: 'OmniSync demo', username: 'omnisync_demo_bot' },
    people: [
      { id: 5001, first_name: 'Dilnoza', username: 'dilnoza', language_code: 'en' },
      { id: 5002, first_name: 'Тимур', username: 'timur', language_code: 'ru' },
      { id: 5003, first_name: 'Stranger', username: 'stranger', language_code: 'en' },
    ],
    messages: [],
    updates: [],
    // Numbers go on rising over restarts, as Telegram's do.
    nextUpdate: Math.floor(now / 1_000),
    begun: new Set(),
    blocked: new Set(),
    webhook: null,
    faults: [],
    commands: [],
    calls: [],
  }
}
