import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import { SettleBody } from '../../shared/conflicts/settle-case.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { once } from '../http/idempotency.ts'
import { openCases } from './queries.ts'
import { settleCase } from './settle-case.ts'

const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The `next` of the page before. */
  afterAt: Instant.optional(),
  afterId: Id.optional(),
})

const Case = z.object({
  kind: z.enum(['order', 'movement']),
  id: z.string(),
  detectedAt: z.string(),
  document: z.looseObject({}),
})

/** GET /conflicts and POST /orders/:id/settle, for the support desk. */
export async function conflictRoutes(app: App, deps: Deps): Promise<void> {
  const desk = [authenticate, allow('ADMIN', 'SUPPORT')]

  app.get(
    '/conflicts',
    {
      onRequest: desk,
      schema: {
        summary: 'Open cases, oldest first',
        querystring: PageQuery,
        response: {
          200: z.object({
            conflicts: z.array(Case),
            next: z.nullable(z.object({ afterAt: z.string(), afterId: z.string() })),
          }),
          ...failures,
        },
      },
    },
    async (request) => {
      const { tenantId } = request.caller
      const { limit, afterAt, afterId } = request.query
      const after = afterAt && afterId ? { detectedAt: afterAt, id: afterId } : null
      const cases = await openCases(deps.database.tenant(tenantId), tenantId, { after, limit })
      const conflicts = cases.map(({ kind, id, detectedAt, document }) => ({
        kind,
        id,
        detectedAt: detectedAt.toISOString(),
        document: JSON.parse(document) as Record<string, unknown>,
      }))
      const last = conflicts.length === limit ? conflicts.at(-1) : undefined
      return { conflicts, next: last ? { afterAt: last.detectedAt, afterId: last.id } : null }
    },
  )

  app.post(
    '/orders/:id/settle',
    {
      onRequest: desk,
      schema: {
        summary: 'Settle a case: recount and accept, or cancel',
        params: z.object({ id: Id }),
        body: SettleBody,
        response: { 200: z.looseObject({ id: z.string() }), ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await settleCase(tx, deps, caller, params.id, body),
      }))
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )
}
