import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app-type.ts'
import { failures } from '../http/error-answer.ts'
import { checkReady } from './check-ready.ts'

const open = { security: [] }

/** GET /healthz: the process lives. GET /readyz: it can serve. GET /metrics: what it counted, for Prometheus. */
export async function statusRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/healthz',
    {
      schema: {
        ...open,
        summary: 'The process lives',
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      schema: {
        ...open,
        summary:
          'The database answers, has the migrations that this code wants, and the process is not about to stop',
        response: { 200: z.object({ status: z.literal('ready') }), ...failures },
      },
    },
    async () => {
      const fault = app.leaving.isLeaving()
        ? 'This process is about to stop; others answer.'
        : await checkReady(deps.database)
      if (fault) throw new ApiError('server/unavailable', { reason: fault })
      return { status: 'ready' as const }
    },
  )

  app.get('/metrics', { schema: { ...open, summary: 'Prometheus metrics' } }, async (request, reply) => {
    // Prometheus asks the nodes themselves; what a proxy brings comes from outside.
    if (deps.behindProxy && request.headers['x-forwarded-for'] !== undefined)
      throw new ApiError('request/not-found')
    const { registry, databaseConnections, newsListening } = deps.metrics
    const { total, idle, waiting } = deps.database.connections()
    databaseConnections.set({ state: 'used' }, total - idle)
    databaseConnections.set({ state: 'idle' }, idle)
    databaseConnections.set({ state: 'waiting' }, waiting)
    await app.figuresOfAll.refresh()
    await app.countBackups()
    newsListening.set(deps.news.isListening() ? 1 : 0)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
