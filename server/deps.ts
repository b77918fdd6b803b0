import type { Logger } from 'pino'
import type { Database } from './database/database.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { News } from './log/news.ts'
import type { Mail } from './mail/mail.ts'
import type { Metrics } from './metrics.ts'
import type { Model } from './model/model.ts'
import type { Protocols } from '../shared/sync/protocols.ts'
import type { TelegramSettings } from './telegram-settings.ts'
import type { Traces } from './traces/traces.ts'

/** What a process is made of: everything that has state or reaches outside comes in through here. */
export type Deps = {
  database: Database
  /** A streaming replica of the same cluster, that pulls may be served from (P4); null or missing where there is none. */
  replica?: Database | null
  news: News
  jobs: Jobs
  /** Milliseconds since 1970; tests turn a manual clock. */
  now: () => number
  /** A new UUIDv7. */
  newId: () => string
  logger: Logger
  metrics: Metrics
  /** Signs tokens and seals; shared by all nodes of one database. */
  secret: string
  /** Cookies are marked Secure behind TLS. */
  secureCookies: boolean
  /** A proxy in front names the caller in X-Forwarded-For; without one that header is anybody's to write. */
  behindProxy?: boolean
  /** How mails leave. */
  mail: Mail
  /** What writes the weekly summary in words; null where none is named. */
  model: Model | null
  /** The bot that people chat with; null where none is set. */
  telegram: TelegramSettings | null
  /** How Shopify is reached: the network's own, or what stands in front of a sandbox. */
  shopFetch: typeof fetch
  /** `https://shop.example.com`: where this server is reached from outside; null where nobody has said so. */
  publicUrl: string | null
  /** Whoever collects where time goes; nobody, unless given. */
  traces?: Traces
  /** The versions of the wire that this process understands (C9); those that there have been unless given. */
  protocols?: Protocols
  /** Where the built client lies, or null where only the API is served. */
  clientFolder: string | null
}
