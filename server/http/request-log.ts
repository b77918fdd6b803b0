import { inLogContext } from '../log-context.ts'
import type { LogContext } from '../log-context.ts'
import type { App } from './app-type.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the lines of this request carry: filled in as it becomes known who asks. */
    logContext: LogContext
  }
}

/**
 * Every line that is written while a request is answered carries its id, and the business, person and lane that ask as
 * soon as they are known.
 */
export function logRequests(app: App): void {
  app.decorateRequest('logContext')
  app.addHook('onRequest', (request, _reply, done) => {
    request.logContext = { requestId: request.id }
    inLogContext(request.logContext, done)
  })
  // Reading a body ends on an event of the connection, which belongs to no request.
  app.addHook('preValidation', (request, _reply, done) => inLogContext(request.logContext, done))
}
