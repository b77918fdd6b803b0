import type { QueueName } from './queues.ts'

/** Every cron line, in UTC: which queue gets an empty job, and when. One job each, however many workers there are. */
export const cron: readonly { queue: QueueName; line: string }[] = [{ queue: 'tidy.all', line: '17 * * * *' }]
