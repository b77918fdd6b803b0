import { z } from 'zod'
import { OwnAlerts } from '../../shared/account/telegram.ts'
import { Id } from '../../shared/basics/scalars.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { NoBody } from '../http/no-body.ts'
import { ownThresholds, removeThreshold } from './own-thresholds.ts'

/** GET /account/alerts, DELETE /account/alerts/:productId: thresholds of one's own. They are set in the chat. */
export async function alertRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/account/alerts',
    {
      onRequest: authenticate,
      schema: { summary: 'Thresholds of one’s own', response: { 200: OwnAlerts, ...failures } },
    },
    async ({ caller }) => ({
      alerts: await ownThresholds(deps.database.tenant(caller.tenantId), caller),
    }),
  )

  app.delete(
    '/account/alerts/:productId',
    {
      onRequest: authenticate,
      schema: {
        summary: 'Take off a threshold of one’s own',
        params: z.object({ productId: Id }),
        body: NoBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async ({ caller, params }, reply) => {
      await inTransaction(deps.database.tenant(caller.tenantId), (tx) =>
        removeThreshold(tx, caller, params.productId),
      )
      return reply.code(204).send(null)
    },
  )
}
