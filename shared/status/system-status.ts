import { z } from 'zod'
import { BackupFacts } from '../backups/backups.ts'
import { Instant } from '../basics/scalars.ts'
import { BotFacts } from './bot-facts.ts'
import { ShopState } from '../shopify/shop-status.ts'

const Count = z.number().min(0)
const Backlog = z.object({ open: Count, oldestAt: z.nullable(Instant) })

/** What a node measured over its last minute; a row of the history. Milliseconds. */
export const NodeFigures = z.object({
  version: z.string(),
  /** Answers, and those of them that were our fault. */
  requests: Count,
  errors: Count,
  answerP95: Count,
  /** Of pushes alone: what a till waits for. */
  pushP95: Count,
  /** From a moved log to its news. */
  newsP95: Count,
  sockets: Count,
  /** Pushed documents that wait for their batch. */
  settling: Count,
  poolUsed: Count,
  poolWaiting: Count,
  memoryMb: Count,
})
export type NodeFigures = z.infer<typeof NodeFigures>

/** An answer that was our fault: of which address, by which code, and the id by which the log tells its cause. */
export const RecentError = z.object({
  at: Instant,
  address: z.string(),
  code: z.string(),
  requestId: z.string(),
})
export type RecentError = z.infer<typeof RecentError>

/** How the connected shop does. */
export const ShopFacts = z.object({
  state: ShopState,
  /** For how many seconds the oldest has waited of what both sides have not told each other. */
  behindSeconds: Count,
  /** What is tried no more: calls that failed, and webhooks that could not be read. */
  dead: Count,
  /** Locations in use that stand for no branch. */
  unmapped: Count,
  /** Points that calls are paid from, by now; null before the first call. */
  budget: z.nullable(z.object({ available: Count, maximum: Count })),
  /** For how long the oldest webhook has waited; null where none does. */
  oldestWebhookSeconds: z.nullable(Count),
  /** When the last import began. */
  importedAt: z.nullable(Instant),
})
export type ShopFacts = z.infer<typeof ShopFacts>

/** How the whole of it does, as one node sees it at a moment of its clock. */
export const SystemFacts = z.object({
  at: Instant,
  version: z.string(),
  startedAt: Instant,
  isListening: z.boolean(),
  log: z.object({ epoch: z.string(), head: Count }),
  /** Nodes that said within two minutes that they live; empty in the first minute of the first. */
  nodes: z.array(z.object({ id: z.string(), at: Instant, figures: NodeFigures })),
  database: z.object({
    version: z.string(),
    bytes: Count,
    /** Milliseconds that one question takes. */
    pingMs: Count,
    connections: Count,
    mostConnections: Count,
    pool: z.object({ used: Count, idle: Count, waiting: Count }),
  }),
  settling: Count,
  deadLetters: Backlog,
  /** Open ones need somebody; `waiting` are orders that wait for stock (O8). */
  cases: Backlog.extend({ waiting: Count }),
  lanes: z.object({
    online: Count,
    /** Seen within a day, and not now. */
    offline: Count,
    /** Documents that all lanes say they have not sent. */
    waiting: Count,
    oldestAt: z.nullable(Instant),
    /** Online, and yet something waits for more than ten minutes. */
    stuck: Count,
    /** Online with another version than the server's. */
    otherVersion: Count,
  }),
  /** Queues of background jobs; null where there are none. */
  jobs: z.nullable(z.object({ queued: Count, active: Count, failed: Count })),
  /** The connected shop; null where there is none. */
  shop: z.nullable(ShopFacts),
  /** Of the whole installation. */
  backups: BackupFacts,
  /** Of the weekly summary and its mails. */
  summary: z.object({
    /** The week that ended last. */
    week: z.iso.date(),
    isTold: z.boolean(),
    /** When it ended, where it is still to be told of. */
    owedSince: z.nullable(Instant),
    /** Whether a mail server is named. */
    mailIsOn: z.boolean(),
    model: z.nullable(z.string()),
    /** Mails that were given up, and since when. */
    failedMails: Count,
    failedSince: z.nullable(Instant),
  }),
  /** The Telegram bot of the installation; null where none is set. */
  bot: z.nullable(BotFacts),
  /** Messages about low stock: those that wait, and those that were given up. */
  notices: z.object({
    waiting: Count,
    oldestAt: z.nullable(Instant),
    failed: Count,
    failedSince: z.nullable(Instant),
  }),
  /** When the branch whose forecasts are oldest was last reckoned; null where nothing was ever sold. */
  forecastsOf: z.nullable(Instant),
  /** Of the node that answers, newest first. */
  recentErrors: z.array(RecentError),
})
export type SystemFacts = z.infer<typeof SystemFacts>

export const problemCodes = [
  'news-deaf',
  'news-slow',
  'errors',
  'slow',
  'settling',
  'pool',
  'connections',
  'lanes-stuck',
  'lanes-offline',
  'cases',
  'dead-letters',
  'jobs-failed',
  'forecasts-old',
  'backup-old',
  'backup-failed',
  'drill-failed',
  'drill-impossible',
  'summary-late',
  'mails-failed',
  'mail-off',
  'bot-unreached',
  'bot-deaf',
  'notices-failed',
  'shop-refused',
  'shop-uninstalled',
  'shop-restored',
  'shop-dead',
  'shop-behind',
  'shop-unmapped',
  'shop-paused',
  'versions-of-nodes',
  'versions-of-lanes',
] as const

/** Something that is wrong, the worst first. `count` and `since` as the sentence for its code needs them. */
export const Problem = z.object({
  code: z.enum(problemCodes),
  level: z.enum(['bad', 'warn', 'note']),
  count: z.nullable(z.number()),
  since: z.nullable(Instant),
})
export type Problem = z.infer<typeof Problem>

export const SystemStatus = z.object({ problems: z.array(Problem), facts: SystemFacts })
export type SystemStatus = z.infer<typeof SystemStatus>

/** One bucket of the history, over all nodes. Milliseconds; `waiting`, `letters` and `cases` of the business. */
export const HistoryPoint = z.object({
  at: Instant,
  requests: Count,
  errors: Count,
  answerP95: Count,
  pushP95: Count,
  newsP95: Count,
  sockets: Count,
  settling: Count,
  poolUsed: Count,
  waiting: Count,
  letters: Count,
  cases: Count,
  /** Background jobs that wait or are worked at. */
  jobs: Count,
})
export type HistoryPoint = z.infer<typeof HistoryPoint>

export const historyHours = [1, 6, 24, 168] as const

export const StatusHistory = z.object({
  from: Instant,
  to: Instant,
  /** Seconds of a bucket. */
  bucket: z.int(),
  points: z.array(HistoryPoint),
})
export type StatusHistory = z.infer<typeof StatusHistory>
