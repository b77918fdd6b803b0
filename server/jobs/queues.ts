import type { QueueOptions, QueuePolicy } from 'pg-boss'

/** What each queue carries: everything that a job must know, in plain JSON. */
export type QueueData = {
  /** Somebody of a business is to be told something: who and what, its own tables say. */
  'alerts.send': { tenantId: string }
  /** A minute has passed. */
  'alerts.wake': Record<string, never>
  /** There is bulk work at a tenant: which, its own tables say. */
  'bulk.run': { tenantId: string }
  /** Something is to be done for a shop: what, its own tables say. */
  'shopify.pass': { tenantId: string }
  /** A minute has passed. */
  'shopify.wake': Record<string, never>
  /** It may be time for a backup or a drill, or somebody asked for one: its own table says. */
  'backups.wake': Record<string, never>
  /** The week of a business is over, or an admin asks for what it was like. */
  'summary.make': { tenantId: string; askedBy: string | null; again?: boolean }
  /** Mails of a summary are to go out: which, its own tables say. */
  'summary.mail': { tenantId: string }
  /** A minute has passed. */
  'summary.wake': Record<string, never>
  /** An hour has passed. */
  'tidy.all': Record<string, never>
  /** A business's ledger has moved, or a night has come at one of its branches. */
  'velocity.pass': { tenantId: string }
  /** Some minutes have passed. */
  'velocity.wake': Record<string, never>
}

export type QueueName = keyof QueueData

/**
 * Every queue. A job whose worker gave no sign of life for `heartbeatSeconds` goes to another one.
 */
export const queues: Record<QueueName, QueueOptions & { policy: QueuePolicy }> = {
  'alerts.send': {
    policy: 'short',
    heartbeatSeconds: 10,
    expireInSeconds: 1_800,
    // What was not sent has its own next time in its own table.
    retryLimit: 0,
    deleteAfterSeconds: 3_600,
  },
  'alerts.wake': { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3_600 },
  'bulk.run': {
    // One for each operation: a job that waits already may be taken up before the operation is committed.
    policy: 'standard',
    heartbeatSeconds: 10,
    expireInSeconds: 6 * 3_600,
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 86_400,
  },
  'shopify.pass': {
    // One that waits for each business; that only one is at work, see `keyOf`. Not `stately`: there the queue leaves out
    // keys that were at work when it last looked, up to a minute ago, and a key at work holds up those behind it.
    policy: 'short',
    heartbeatSeconds: 10,
    expireInSeconds: 6 * 3_600,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 3_600,
  },
  'shopify.wake': { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3_600 },
  'backups.wake': {
    // One that waits; that only one is at work, a lock of the database sees to.
    policy: 'short',
    heartbeatSeconds: 30,
    expireInSeconds: 12 * 3_600,
    retryLimit: 0,
    deleteAfterSeconds: 86_400,
  },
  'summary.make': {
    policy: 'short',
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    retryLimit: 3,
    retryDelay: 20,
    deleteAfterSeconds: 86_400,
  },
  'summary.mail': {
    policy: 'short',
    heartbeatSeconds: 10,
    expireInSeconds: 1_800,
    retryLimit: 3,
    retryDelay: 20,
    deleteAfterSeconds: 86_400,
  },
  'summary.wake': { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3_600 },
  'tidy.all': { policy: 'short', expireInSeconds: 1_800, retryLimit: 2, deleteAfterSeconds: 86_400 },
  'velocity.pass': {
    // One that waits for each business, and one at work: see `keyOf`.
    policy: 'short',
    heartbeatSeconds: 30,
    expireInSeconds: 3_600,
    retryLimit: 2,
    retryDelay: 30,
    deleteAfterSeconds: 86_400,
  },
  'velocity.wake': { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3_600 },
}

/** Queues of which each business has one job at most that waits, and one at work. */
const oneEach: ReadonlySet<QueueName> = new Set([
  'alerts.send',
  'shopify.pass',
  'summary.make',
  'summary.mail',
  'velocity.pass',
])

/** Whose job it is: of those with one key one waits at most, and one is at work. */
export function keyOf<Name extends QueueName>(queue: Name, data: QueueData[Name]): string | undefined {
  return oneEach.has(queue) && 'tenantId' in data ? data.tenantId : undefined
}
