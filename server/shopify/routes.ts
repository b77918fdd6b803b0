import { ShopCalls } from '../../shared/shopify/calls.ts'
import { ShopStatus } from '../../shared/shopify/shop-status.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { connectionRoutes } from './connection-routes.ts'
import { readCalls } from './desk/read-history.ts'
import { readShop } from './desk/read-status.ts'
import { workRoutes } from './work-routes.ts'

/**
 * The connected Shopify shop: what an admin sets, starts and sees, and what waits, which support looks after too.
 *
 * What carries a secret takes no Idempotency-Key. Connecting twice is refused; giving the same credentials twice is
 * giving them once.
 */
export async function shopifyRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN')]

  app.get(
    '/shopify',
    {
      onRequest,
      schema: {
        summary:
          'The connected shop: its state, locations, imports, budget, and how far both sides are apart',
        response: { 200: ShopStatus, ...failures },
      },
    },
    async (request) => readShop(deps, request.caller.tenantId),
  )

  app.get(
    '/shopify/calls',
    {
      onRequest,
      schema: {
        summary: 'The latest calls that came to nothing, with what was asked and answered',
        response: { 200: ShopCalls, ...failures },
      },
    },
    async (request) => ({ calls: await readCalls(deps, request.caller.tenantId) }),
  )

  await connectionRoutes(app, deps)
  await workRoutes(app, deps)
}
