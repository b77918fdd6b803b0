import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { LetterList, listLetters } from './list-letters.ts'

/** GET /dead-letters: what could not be accepted, with payload and reason, for the support desk. */
export async function deadLetterRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/dead-letters',
    {
      onRequest: [authenticate, allow('ADMIN', 'SUPPORT')],
      schema: {
        summary: 'Open dead letters, oldest first',
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          afterAt: Instant.optional(),
          afterId: Id.optional(),
        }),
        response: {
          200: LetterList,
          ...failures,
        },
      },
    },
    async (request) => {
      const { limit, afterAt, afterId } = request.query
      const after = afterAt && afterId ? { receivedAt: afterAt, id: afterId } : null
      return listLetters(deps, request.caller, { after, limit })
    },
  )
}
