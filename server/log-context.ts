import { AsyncLocalStorage } from 'node:async_hooks'

/** What the lines of one request or one job have in common. */
export type LogContext = {
  requestId?: string
  traceId?: string
  tenantId?: string
  userId?: string
  deviceId?: string
  queue?: string
  jobId?: string
}

const contexts = new AsyncLocalStorage<LogContext>()

/** Runs work whose lines in the log carry this, however deep in it and by whichever logger they are written. */
export function inLogContext<T>(context: LogContext, work: () => T): T {
  return contexts.run(context, work)
}

/** What a line that is written now carries. */
export function logContext(): LogContext {
  return contexts.getStore() ?? {}
}
