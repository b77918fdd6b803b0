import type { QueueOptions, QueuePolicy } from 'pg-boss'

/** What each queue carries: everything that a job must know, in plain JSON. */
export type QueueData = {
  /** There is bulk work at a tenant: which, its own tables say. */
  'bulk.run': { tenantId: string }
  /** An hour has passed. */
  'tidy.all': Record<string, never>
}

export type QueueName = keyof QueueData

/**
 * Every queue. A job whose worker gave no sign of life for `heartbeatSeconds` goes to another one. `short` keeps one
 * waiting job for each key: a second would find nothing left to do.
 */
export const queues: Record<QueueName, QueueOptions & { policy: QueuePolicy }> = {
  'bulk.run': {
    policy: 'short',
    heartbeatSeconds: 10,
    expireInSeconds: 6 * 3_600,
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 86_400,
  },
  'tidy.all': { policy: 'short', expireInSeconds: 1_800, retryLimit: 2, deleteAfterSeconds: 86_400 },
}
