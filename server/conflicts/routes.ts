import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import { SettleBody } from '../../shared/conflicts/settle-case.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { once } from '../http/idempotency.ts'
import { CaseList, listCases } from './list-cases.ts'
import { settleCase } from './settle-case.ts'

const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The `next` of the page before. */
  afterAt: Instant.optional(),
  afterId: Id.optional(),
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
          200: CaseList,
          ...failures,
        },
      },
    },
    async (request) => {
      const { limit, afterAt, afterId } = request.query
      const after = afterAt && afterId ? { detectedAt: afterAt, id: afterId } : null
      return listCases(deps, request.caller.tenantId, { after, limit })
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
