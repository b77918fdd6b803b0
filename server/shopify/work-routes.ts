import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { FieldDecisions } from '../../shared/shopify/decisions.ts'
import { ShopWaiting, TryAgain, WAITING_KINDS } from '../../shared/shopify/waiting.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { reverseField } from './catalogue/reverse-field.ts'
import { cancelImport, retryImport, startImport } from './catalogue/start-import.ts'
import { readDecisions } from './desk/read-history.ts'
import { readWaiting } from './desk/read-waiting.ts'
import { sendAgain } from './desk/send-again.ts'
import { Done, done, tellShop } from './tell-shop.ts'

const OfOne = z.object({ id: Id })

/** What is at work between a business and its shop: imports, what waits (for support, too), and decided fields. */
export async function workRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN')]
  const forDesk = [authenticate, allow('ADMIN', 'SUPPORT')]

  app.post(
    '/shopify/imports',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Import the catalogue, all of it or what changed since the last time; one at a time',
        body: z.strictObject({ kind: z.enum(['full', 'changed']) }),
        response: { 201: OfOne, ...failures },
      },
    },
    async (request, reply) => {
      const started = await tellShop(
        deps,
        request,
        async (tx) => ({ id: await startImport(tx, deps, request.caller, request.body.kind) }),
        201,
      )
      return reply.status(201).send(started)
    },
  )

  for (const [name, carryOut, summary] of [
    ['cancel', cancelImport, 'End an import between two commits; what it took over stays'],
    ['retry', retryImport, 'Let a failed import go on where it was'],
  ] as const) {
    app.post(
      `/shopify/imports/:id/${name}`,
      {
        onRequest,
        config: keyed,
        schema: { summary, params: OfOne, body: NoBody, response: { 200: OfOne, ...failures } },
      },
      async (request) =>
        tellShop(deps, request, async (tx) => {
          await carryOut(tx, deps, request.caller, request.params.id)
          return { id: request.params.id }
        }),
    )
  }

  app.get(
    '/shopify/waiting',
    {
      onRequest: forDesk,
      schema: {
        summary:
          'What waits between both sides: calls, webhooks, orders, products and levels, each with its reason',
        response: { 200: ShopWaiting, ...failures },
      },
    },
    async (request) => readWaiting(deps, request.caller.tenantId),
  )

  app.post(
    '/shopify/waiting/:kind/:id/again',
    {
      onRequest: forDesk,
      config: keyed,
      schema: {
        summary: 'Have something that waits tried again by the next pass',
        description:
          '`word` is for calls of which nobody knows whether they arrived: `done` ends one, `anew` tells it under another key.',
        params: z.object({ kind: z.enum(WAITING_KINDS), id: z.string().min(1).max(100) }),
        body: TryAgain,
        response: { 200: Done, ...failures },
      },
    },
    async (request) =>
      tellShop(deps, request, async (tx) => {
        await sendAgain(tx, deps, request.caller, request.params, request.body?.word ?? 'again')
        return done
      }),
  )

  app.get(
    '/shopify/decisions',
    {
      onRequest,
      schema: {
        summary: 'Fields that both sides had changed: both values, who won and why',
        response: { 200: FieldDecisions, ...failures },
      },
    },
    async (request) => ({ decisions: await readDecisions(deps, request.caller.tenantId) }),
  )

  app.post(
    '/shopify/decisions/:id/reverse',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Put the value that lost in place of the one that won',
        params: OfOne,
        body: NoBody,
        response: { 200: OfOne, ...failures },
      },
    },
    async (request) => {
      const { caller, params } = request
      const answer = await tellShop(deps, request, async (tx) => {
        await reverseField(tx, deps, caller, params.id)
        return { id: params.id }
      })
      deps.news.logMoved(caller.tenantId)
      return answer
    },
  )
}
