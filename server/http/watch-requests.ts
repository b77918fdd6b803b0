import type { Metrics } from '../metrics.ts'
import type { App } from './app-type.ts'

const SLOW_MS = 1_000

/** Measures every answer, and logs those that were slow, or all to whoever debugs; failures are logged where they are answered. */
export function watchRequests(app: App, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { method } = request
    const seconds = reply.elapsedTime / 1000
    metrics.httpSeconds.observe({ method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, seconds)
    const line = {
      ...request.logContext,
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (reply.elapsedTime > SLOW_MS) request.log.warn(line, 'slow request')
    else request.log.debug(line, 'answered')
  })
}
