import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import {
  DiscardBody,
  ReplayAllBody,
  ReplayBody,
  Replayed,
  ReplayedChunk,
} from '../../shared/sync/dead-letter.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { discardLetter } from './discard-letter.ts'
import { CauseList, LetterList, listCauses, listLetters } from './list-letters.ts'
import type { LetterParts } from './letter-parts.ts'
import { LetterPage, readLetter } from './read-letter.ts'
import { replayChunk, replayLetter } from './replay-letter.ts'
import { withoutGuilty } from './without-guilty.ts'

/** What could not be accepted, with payload and reason, and what the desk does about it. */
export async function deadLetterRoutes(app: App, deps: Deps, parts: LetterParts): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN', 'SUPPORT')]
  const ofLetter = z.object({ id: Id })

  app.get(
    '/dead-letters',
    {
      onRequest,
      schema: {
        summary: 'Open dead letters, oldest first',
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          afterAt: Instant.optional(),
          afterId: Id.optional(),
          /** Of one cause. */
          collection: z.string().max(40).optional(),
          code: z.string().max(80).optional(),
        }),
        response: { 200: LetterList, ...failures },
      },
    },
    async (request) => {
      const { limit, afterAt, afterId, collection, code } = request.query
      const after = afterAt && afterId ? { receivedAt: afterAt, id: afterId } : null
      const cause = { ...(collection ? { collection } : {}), ...(code ? { code } : {}) }
      return listLetters(deps, request.caller, { after, limit, cause })
    },
  )

  app.get(
    '/dead-letters/causes',
    {
      onRequest,
      schema: {
        summary: 'Open dead letters counted by cause, the commonest first',
        response: { 200: CauseList, ...failures },
      },
    },
    async (request) => listCauses(deps, request.caller),
  )

  app.get(
    '/dead-letters/:id',
    {
      onRequest,
      schema: {
        summary: 'A dead letter: what was sent, what was wrong with it, and what the server has under its id',
        params: ofLetter,
        response: { 200: LetterPage, ...failures },
      },
    },
    async (request) => readLetter(deps, parts, request.caller, request.params.id),
  )

  app.post(
    '/dead-letters/replay',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Send the dead letters of a cause again, a chunk at a time',
        description:
          'Repeat it with `after` set to the `next` of the answer, under a new key, until that is null.',
        body: ReplayAllBody,
        response: { 200: ReplayedChunk, ...failures },
      },
    },
    async (request) => {
      const { caller, body } = request
      const answer = await withoutGuilty(parts, body.limit, (limit, used) =>
        once(deps, request, async (tx) => ({
          status: 200,
          body: await replayChunk(tx, deps, used, caller, { ...body, limit }),
        })),
      )
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.post(
    '/dead-letters/:id/replay',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Send a dead letter again as the lane that wrote it, as it came or corrected',
        params: ofLetter,
        body: ReplayBody,
        response: { 200: Replayed, ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await withoutGuilty(parts, 1, (_one, used) =>
        once(deps, request, async (tx) => ({
          status: 200,
          body: await replayLetter(tx, deps, used, caller, params.id, body),
        })),
      )
      deps.news.logMoved(caller.tenantId)
      return answer.body
    },
  )

  app.post(
    '/dead-letters/:id/discard',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Close a dead letter for good, with a reason; its payload is kept',
        params: ofLetter,
        body: DiscardBody,
        response: { 200: z.object({ id: z.string(), state: z.literal('discarded') }), ...failures },
      },
    },
    async (request) => {
      const { caller, params, body } = request
      const answer = await once(deps, request, async (tx) => {
        await discardLetter(tx, deps, caller, params.id, body)
        return { status: 200, body: { id: params.id, state: 'discarded' as const } }
      })
      return answer.body
    },
  )
}
