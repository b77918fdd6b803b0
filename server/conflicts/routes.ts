import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Id, Instant } from '../../shared/basics/scalars.ts'
import {
  AssignBody,
  CasePage,
  CasePeople,
  CaseStory,
  NoteBody,
  ShelfCount,
  ShelfCounted,
} from '../../shared/conflicts/desk-case.ts'
import { SettleBody, SettleMovementBody } from '../../shared/conflicts/settle-case.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { countShelf } from './count-shelf.ts'
import { listCases } from './list-cases.ts'
import { listPeople } from './list-people.ts'
import { settleCase } from './settle-case.ts'
import { settleMovement } from './settle-movement.ts'
import { tellCase } from './tell-case.ts'
import { assignCase, noteOnCase } from './write-trail.ts'

const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** `waiting`: backorders, which need nobody until their stock arrives. */
  state: z.enum(['open', 'waiting']).default('open'),
  branchId: Id.optional(),
  productId: Id.optional(),
  /** The `next` of the page before. */
  afterAt: Instant.optional(),
  afterId: Id.optional(),
})
const params = z.object({ id: Id })
const Done = z.object({ done: z.literal(true) })

/** What the support desk reads and decides: cases of orders and of stock movements. */
export async function conflictRoutes(app: App, deps: Deps): Promise<void> {
  const desk = [authenticate, allow('ADMIN', 'SUPPORT')]

  /** One transaction, once for its key; the others hear of it behind the commit. */
  async function command<T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>): Promise<T> {
    const answer = await once(deps, request, async (tx) => ({ status: 200, body: await work(tx) }))
    deps.news.logMoved(request.caller.tenantId)
    return answer.body
  }

  app.get(
    '/conflicts',
    {
      onRequest: desk,
      schema: {
        summary: 'Cases that need a decision, oldest first, each with what to decide by',
        querystring: PageQuery,
        response: { 200: CasePage, ...failures },
      },
    },
    async (request) => {
      const { limit, state, branchId = null, productId = null, afterAt, afterId } = request.query
      const after = afterAt && afterId ? { detectedAt: afterAt, id: afterId } : null
      return listCases(deps, request.caller.tenantId, { state, branchId, productId, after, limit })
    },
  )

  app.get(
    '/conflicts/people',
    {
      onRequest: desk,
      schema: { summary: 'Who may have cases, by name', response: { 200: CasePeople, ...failures } },
    },
    async ({ caller }) => listPeople(deps, caller.tenantId),
  )

  app.get(
    '/conflicts/:id',
    {
      onRequest: desk,
      schema: {
        summary: 'Who had the stock before a case, and its trail',
        params,
        response: { 200: CaseStory, ...failures },
      },
    },
    async ({ caller, params: { id } }) => tellCase(deps, caller.tenantId, id),
  )

  app.post(
    '/orders/:id/settle',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary:
          'Settle the case of an order: recount, transfer, substitute, partial with refund, backorder, or cancel',
        params,
        body: SettleBody,
        response: { 200: z.looseObject({ id: z.string() }), ...failures },
      },
    },
    async (request) =>
      command(request, (tx) => settleCase(tx, deps, request.caller, request.params.id, request.body)),
  )

  app.post(
    '/movements/:id/settle',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary: 'Settle a stock movement that did not fit: book it and what was missing, or drop it',
        params,
        body: SettleMovementBody,
        response: { 200: z.looseObject({ id: z.string() }), ...failures },
      },
    },
    async (request) =>
      command(request, (tx) => settleMovement(tx, deps, request.caller, request.params.id, request.body)),
  )

  app.post(
    '/conflicts/count',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary: 'Close all cases of one product at a branch by one count of its shelf',
        body: ShelfCount,
        response: { 200: ShelfCounted, ...failures },
      },
    },
    async (request) => command(request, (tx) => countShelf(tx, deps, request.caller, request.body)),
  )

  app.post(
    '/conflicts/:id/notes',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary: 'Add a note to the trail of a case',
        params,
        body: NoteBody,
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      command(request, async (tx) => {
        await noteOnCase(tx, deps, request.caller, request.params.id, request.body)
        return { done: true as const }
      }),
  )

  app.post(
    '/conflicts/:id/assign',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary: 'Give a case to somebody, or back',
        params,
        body: AssignBody,
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      command(request, async (tx) => {
        await assignCase(tx, deps, request.caller, request.params.id, request.body)
        return { done: true as const }
      }),
  )
}
