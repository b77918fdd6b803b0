import type { Traces } from '../traces/traces.ts'
import type { OpenSpan } from '../traces/traces.ts'
import type { App } from './app-type.ts'

declare module 'fastify' {
  interface FastifyRequest {
    span: OpenSpan | null
  }
}

/** Each request is a span, named by its route: addresses hold ids, and a name must not. */
export function traceRequests(app: App, traces: Traces): void {
  app.decorateRequest('span', null)
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, headers } = request
    const route = request.routeOptions.url ?? 'none'
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'omnisync.request_id': request.id,
    }
    const span = traces.begin(
      `${method} ${route}`,
      'server',
      attributes,
      String(headers['traceparent'] ?? ''),
    )
    request.span = span
    if (span.traceId !== '') request.logContext.traceId = span.traceId
    span.run(done)
  })
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.span) request.span.run(done)
    else done()
  })
  app.addHook('onResponse', async (request, reply) => {
    const { tenantId, deviceId } = request.logContext
    request.span?.note({
      'http.response.status_code': reply.statusCode,
      ...(tenantId === undefined ? {} : { 'omnisync.tenant_id': tenantId }),
      ...(deviceId === undefined ? {} : { 'omnisync.device_id': deviceId }),
      ...(request.refusal === null ? {} : { 'omnisync.refusal': request.refusal }),
    })
    request.span?.end(reply.statusCode >= 500)
  })
}
