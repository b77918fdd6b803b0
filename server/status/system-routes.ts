import { z } from 'zod'
import { BranchesHealth } from '../../shared/status/branch-health.ts'
import { StatusHistory, SystemStatus, historyHours } from '../../shared/status/system-status.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { branchesHealth } from './branch-health.ts'
import { readHistory } from './read-history.ts'
import { systemStatus } from './system-status.ts'

/** GET /status: how the whole of it does now; /status/history: what was measured, for charts; /branches/health. */
export async function systemRoutes(app: App, deps: Deps): Promise<void> {
  const startedAt = deps.now()
  const onRequest = [authenticate, allow('ADMIN', 'SUPPORT')]

  app.get(
    '/status',
    {
      onRequest,
      schema: {
        summary: 'The health of the sync engine: what is wrong first, then every figure',
        response: { 200: SystemStatus, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = request.caller
      app.history.note(tenantId)
      await app.presence.flush()
      return systemStatus(deps, tenantId, { startedAt, recentErrors: app.recentErrors })
    },
  )

  app.get(
    '/branches/health',
    {
      onRequest,
      schema: {
        summary: 'How every lane does: its socket, what it has not sent, its last sync, its errors',
        response: { 200: BranchesHealth, ...failures },
      },
    },
    async (request) => {
      // What this node gathered is seconds old at most; whoever asks sees it all the same.
      await app.presence.flush()
      return branchesHealth(deps, request.caller.tenantId)
    },
  )

  app.get(
    '/status/history',
    {
      onRequest,
      schema: {
        summary: 'What the nodes measured, in buckets',
        querystring: z.strictObject({
          hours: z.coerce.number().pipe(z.literal(historyHours)).default(6),
        }),
        response: { 200: StatusHistory, ...failures },
      },
    },
    async (request) => readHistory(deps, request.caller.tenantId, request.query.hours),
  )
}
