import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { Known, KnownQuery, Ledger, LedgerQuery } from '../../shared/inventory/ledger.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { readLedger } from './read-ledger.ts'
import { whatALaneKnew } from './what-a-lane-knew.ts'

const OneProduct = z.object({ id: Id })

/** GET /products/:id/ledger and /products/:id/known: the story of a shelf, and what a lane knew of it. */
export async function inventoryRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN', 'SUPPORT')]

  app.get(
    '/products/:id/ledger',
    {
      onRequest,
      schema: {
        summary: 'The ledger of a product at a branch, newest first',
        params: OneProduct,
        querystring: LedgerQuery,
        response: { 200: Ledger, ...failures },
      },
    },
    async (request) => {
      const { branchId, limit, before } = request.query
      const key = { productId: request.params.id, branchId }
      return readLedger(deps, request.caller.tenantId, key, { before: before ?? null, limit })
    },
  )

  app.get(
    '/products/:id/known',
    {
      onRequest,
      schema: {
        summary: 'What a lane knew of a product at a moment, as far as the sync log and the ledger can tell',
        params: OneProduct,
        querystring: KnownQuery,
        response: { 200: Known, ...failures },
      },
    },
    async (request) => {
      await app.syncLog.flush()
      return whatALaneKnew(deps, request.caller.tenantId, request.params.id, request.query)
    },
  )
}
