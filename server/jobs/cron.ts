import type { QueueName } from './queues.ts'

/** Every cron line, in UTC: which queue gets an empty job, and when. One job each, however many workers there are. */
export const cron: readonly { queue: QueueName; line: string }[] = [
  { queue: 'alerts.wake', line: '* * * * *' },
  { queue: 'tidy.all', line: '17 * * * *' },
  { queue: 'backups.wake', line: '*/5 * * * *' },
  { queue: 'shopify.wake', line: '* * * * *' },
  { queue: 'velocity.wake', line: '*/5 * * * *' },
  { queue: 'summary.wake', line: '* * * * *' },
]
