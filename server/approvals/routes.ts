import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AnswerBody, AskBody, Asked, AskedList } from '../../shared/approvals/ask.ts'
import { Id } from '../../shared/basics/scalars.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate, lane } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { answerAsked, withdrawAsked } from './answer-asked.ts'
import { askDesk } from './ask-desk.ts'
import { listAsked, readAsked } from './read-asked.ts'

const params = z.object({ id: Id })

/** What lanes ask the desk to allow, and its answers. The stream tells of both as news of `approvals`. */
export async function approvalRoutes(app: App, deps: Deps): Promise<void> {
  const desk = [authenticate, allow('ADMIN', 'SUPPORT')]
  const atLane = [authenticate, lane]

  async function command(
    request: FastifyRequest,
    status: number,
    work: (tx: Tx) => Promise<Asked>,
  ): Promise<{ status: number; body: Asked }> {
    const answer = await once(deps, request, async (tx) => ({ status, body: await work(tx) }))
    deps.news.logMoved(request.caller.tenantId)
    return answer
  }

  app.post(
    '/approvals',
    {
      onRequest: atLane,
      config: keyed,
      schema: {
        summary: 'Ask the desk to allow something over a limit; the lane is named in X-Device-Id',
        body: AskBody,
        response: { 201: Asked, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, device, body } = request
      const answer = await command(request, 201, (tx) => askDesk(tx, deps, caller, device, body))
      reply.status(201)
      return answer.body
    },
  )

  app.get(
    '/approvals',
    {
      onRequest: desk,
      schema: {
        summary: 'What waits for an answer, oldest first, and the newest of what no longer does',
        response: { 200: AskedList, ...failures },
      },
    },
    async ({ caller }) => listAsked(deps, caller.tenantId),
  )

  app.get(
    '/approvals/:id',
    {
      onRequest: atLane,
      schema: {
        summary: 'One request, for the desk or the lane that asked it',
        params,
        response: { 200: Asked, ...failures },
      },
    },
    async ({ caller, device, params: { id } }) => readAsked(deps, caller, device, id),
  )

  app.post(
    '/approvals/:id/answer',
    {
      onRequest: desk,
      config: keyed,
      schema: {
        summary: 'Approve a request, or refuse it with a reason',
        params,
        body: AnswerBody,
        response: { 200: Asked, ...failures },
      },
    },
    async (request) => {
      const { caller, params: of, body } = request
      return (await command(request, 200, (tx) => answerAsked(tx, deps, caller, of.id, body))).body
    },
  )

  app.post(
    '/approvals/:id/withdraw',
    {
      onRequest: atLane,
      config: keyed,
      schema: {
        summary: 'Take back a request of this lane that nobody has answered',
        params,
        response: { 200: Asked, ...failures },
      },
    },
    async (request) => {
      const { caller, device, params: of } = request
      return (await command(request, 200, (tx) => withdrawAsked(tx, deps, caller, device, of.id))).body
    },
  )
}
