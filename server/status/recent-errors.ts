import { LRUCache } from 'lru-cache'
import type { RecentError } from '../../shared/status/system-status.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { Caller } from '../http/caller.ts'

const MOST = 20

/** The last failures of a business at this process, the newest first. */
export type RecentErrors = { of(tenantId: string): readonly RecentError[] }

declare module 'fastify' {
  interface FastifyInstance {
    recentErrors: RecentErrors
  }
}

/**
 * Keeps the last answers of this process that were its own fault, by business, for whoever looks at the status.
 * Without what was sent: a sale is nobody's to read there. The log has the cause, by the request's id. Before the
 * routes, which it is to see.
 */
export function keepRecentErrors(app: App, deps: Deps): RecentErrors {
  const kept = new LRUCache<string, RecentError[]>({ max: 1_000 })
  app.addHook('onResponse', async (request, reply) => {
    const caller = request.caller as Caller | undefined
    if (!caller || reply.statusCode < 500) return
    const error = {
      at: new Date(deps.now()).toISOString(),
      address: `${request.method} ${request.routeOptions.url ?? ''}`,
      code: request.refusal ?? 'server/internal',
      requestId: request.id,
    }
    kept.set(caller.tenantId, [error, ...(kept.get(caller.tenantId) ?? [])].slice(0, MOST))
  })
  return { of: (tenantId) => kept.get(tenantId) ?? [] }
}
