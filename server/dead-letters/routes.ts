import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { openDeadLetters } from './queries.ts'

const DeadLetter = z.object({
  id: z.string(),
  collection: z.string(),
  documentId: z.string(),
  payload: z.unknown(),
  branchId: z.nullable(z.string()),
  deviceId: z.nullable(z.string()),
  userId: z.nullable(z.string()),
  code: z.string(),
  details: z.string(),
  receivedAt: z.string(),
})

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
          200: z.object({
            deadLetters: z.array(DeadLetter),
            next: z.nullable(z.object({ afterAt: z.string(), afterId: z.string() })),
          }),
          ...failures,
        },
      },
    },
    async (request) => {
      const { tenantId } = request.caller
      const { limit, afterAt, afterId } = request.query
      const after = afterAt && afterId ? { receivedAt: afterAt, id: afterId } : null
      const rows = await openDeadLetters(deps.database.tenant(tenantId), tenantId, { after, limit })
      const deadLetters = rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }))
      const last = deadLetters.length === limit ? deadLetters.at(-1) : undefined
      return { deadLetters, next: last ? { afterAt: last.receivedAt, afterId: last.id } : null }
    },
  )
}
