/** How the bot of this installation is reached; there is one for all businesses. */
export type TelegramSettings = {
  /** The bot's secret, as BotFather gives it. */
  token: string
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string
  /** Told of updates by requests to the public address; else it asks for them. */
  isWebhook: boolean
  /** Where people chat with it, if not in Telegram: the page of a pretended one. */
  chatPage: string | null
}
