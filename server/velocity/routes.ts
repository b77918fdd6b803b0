import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { Demand, DemandQuery, Reorder, ReorderQuery } from '../../shared/velocity/demand.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { readDemand } from './read-demand.ts'
import { readReorder } from './read-reorder.ts'

/** GET /reorder and /products/:id/demand: what to order, and what a product sells. */
export async function velocityRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN', 'SUPPORT')]
  app.get(
    '/reorder',
    {
      onRequest,
      schema: {
        summary: 'Shelves at or below their reorder point, with suggested orders and transfers',
        querystring: ReorderQuery,
        response: { 200: Reorder, ...failures },
      },
    },
    async ({ caller, query: { branchId, ...page } }) =>
      readReorder(deps, caller.tenantId, { branchId: branchId ?? null, ...page }),
  )
  app.get(
    '/products/:id/demand',
    {
      onRequest,
      schema: {
        summary: 'What a product sells at a branch, and what that is reckoned from',
        params: z.object({ id: Id }),
        querystring: DemandQuery,
        response: { 200: Demand, ...failures },
      },
    },
    async ({ caller, params, query }) =>
      readDemand(deps, caller.tenantId, { productId: params.id, branchId: query.branchId }),
  )
}
