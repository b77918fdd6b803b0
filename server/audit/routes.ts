import { AuditPage, AuditQuery } from '../../shared/audit/entries.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { readAudit } from './read-audit.ts'

/** GET /audit: who did what to what, for admins. */
export async function auditRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/audit',
    {
      onRequest: [authenticate, allow('ADMIN')],
      schema: {
        summary: 'The audit log, newest first',
        querystring: AuditQuery,
        response: { 200: AuditPage, ...failures },
      },
    },
    async (request) => readAudit(deps, request.caller.tenantId, request.query),
  )
}
