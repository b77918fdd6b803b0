import type { Logger } from 'pino'
import type { Database } from './database/database.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { News } from './log/news.ts'
import type { Metrics } from './metrics.ts'

/** What a process is made of: everything that has state or reaches outside comes in through here. */
export type Deps = {
  database: Database
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
  /** Where the built client lies, or null where only the API is served. */
  clientFolder: string | null
}
