import { z } from 'zod'
import { RescueBody } from '../../shared/orders/rescue.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { rescueOrder } from './rescue-order.ts'

/** POST /orders/rescue: an order back from its receipt. */
export async function orderRoutes(app: App, deps: Deps): Promise<void> {
  app.post(
    '/orders/rescue',
    {
      onRequest: authenticate,
      schema: {
        summary:
          'Settle an order from the codes on its receipt; one that is here already is answered as it is',
        description:
          'For a sale whose lane is lost, or has not sent it yet. The codes are signed by the lane. No Idempotency-Key: the id of the order inside is one, and a repeat changes nothing.',
        body: RescueBody,
        response: {
          200: z.object({ order: z.looseObject({ id: z.string(), status: z.string() }), known: z.boolean() }),
          ...failures,
        },
      },
    },
    async (request) => rescueOrder(deps, app.pushDesk, request.caller, request.body.codes),
  )
}
