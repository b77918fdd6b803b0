import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { ImportAnswer, ImportBody } from '../../shared/sync/outbox.ts'
import type { Deps } from '../deps.ts'
import { ANSWER_MS, LARGE_BODY_MS } from '../http/answer-in-time.ts'
import type { App } from '../http/app-type.ts'
import { authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { importOutbox } from './import-outbox.ts'
import { inTime } from './in-time.ts'

/** POST /devices/:id/outbox-import: a push by another hand. */
export async function outboxRoutes(app: App, deps: Deps): Promise<void> {
  app.post(
    '/devices/:id/outbox-import',
    {
      onRequest: authenticate,
      handlerTimeout: LARGE_BODY_MS,
      schema: {
        summary: 'Settle what a lane wrote and could not send, from its exported outbox, on its behalf',
        description:
          "For a manager, or somebody of the lane's branch. No Idempotency-Key: each document's id is one, and a repeat changes nothing.",
        params: z.object({ id: Id }),
        body: ImportBody,
        response: { 200: ImportAnswer, ...failures },
      },
    },
    async ({ caller, params, body }) => ({
      outcomes: await inTime(ANSWER_MS, importOutbox(deps, app.pushDesk, caller, params.id, body)),
    }),
  )
}
