import { Home, HomeQuery } from '../../shared/reports/home.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { readHome } from './read-home.ts'

/** GET /home: today's sales, what waits for people, what is low. */
export async function homeRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/home',
    {
      onRequest: [authenticate, allow('ADMIN', 'SUPPORT')],
      schema: {
        summary: 'Today’s sales by hour beside last week’s, open conflicts, low stock',
        querystring: HomeQuery,
        response: { 200: Home, ...failures },
      },
    },
    async (request) => readHome(deps, request.caller.tenantId, request.query.branchId ?? null),
  )
}
