import type { Tx } from '../database/database.ts'
import type { QueueData, QueueName } from './queues.ts'

/** How an attempt at a job went: `again` where the process stops and another should go on. */
export type JobEnd = 'done' | 'again'

/** One attempt at a job. */
export type JobRun<Name extends QueueName> = {
  data: QueueData[Name]
  /** Aborted when the process is about to stop: finish what is in hand, and say `again`. */
  signal: AbortSignal
  /** After this attempt nobody tries any more. */
  isLastTry: boolean
}

/** What works at a queue; it throws where the attempt failed. */
export type Worker<Name extends QueueName = QueueName> = {
  queue: Name
  /** So many of its jobs at once in this process; one unless said otherwise. */
  atOnce?: number
  run: (job: JobRun<Name>) => Promise<JobEnd>
}

/** The job queue as verbs and start see it. */
export type Jobs = {
  /** Leaves a job with what the transaction writes: there where it commits, and not where it does not. */
  send<Name extends QueueName>(tx: Tx, queue: Name, data: QueueData[Name]): Promise<void>
  /** Has the worker of this process, if any, look at a queue now rather than within a second. After a commit. */
  nudge(queue: QueueName): void
  /** From now on this process works at a queue. */
  work<Name extends QueueName>(worker: Worker<Name>): Promise<void>
  /** Takes no more jobs, lets those in hand come to a good place, and gives them back. Sending goes on. */
  giveBack(): Promise<void>
  /** Gives jobs back, and closes. */
  stop(): Promise<void>
}
