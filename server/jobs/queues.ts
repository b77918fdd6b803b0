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
 * Every queue. A job whose worker gave no sign of life for `heartbeatSeconds` goes to another one.
 */
export const queues: Record<QueueName, QueueOptions & { policy: QueuePolicy }> = {
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
  'tidy.all': { policy: 'short', expireInSeconds: 1_800, retryLimit: 2, deleteAfterSeconds: 86_400 },
}
