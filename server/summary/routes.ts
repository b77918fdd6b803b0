import { z } from 'zod'
import {
  SummaryMailChoice,
  SummaryQuery,
  Week,
  WeekList,
  WeekSummary,
} from '../../shared/summary/week-summary.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { askSummary, chooseMail, mailAgain } from './ask-summary.ts'
import { listWeeks, readWeek } from './read-summaries.ts'

const Asked = z.object({ week: Week, state: z.enum(['made', 'making', 'missing']) })
const params = z.object({ week: Week })

/** GET /summaries and /summaries/:week; for admins POST /summaries, /summaries/:week/mails, PATCH /summaries/mail. */
export async function summaryRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/summaries',
    {
      onRequest: [authenticate, allow('ADMIN', 'SUPPORT')],
      schema: { summary: 'The weekly summaries that there are', response: { 200: WeekList, ...failures } },
    },
    async (request) => listWeeks(deps, request.caller),
  )

  app.get(
    '/summaries/:week',
    {
      onRequest: [authenticate, allow('ADMIN', 'SUPPORT')],
      schema: {
        summary: 'A week: its three sentences, its statistics, and for admins whom it was mailed to',
        params,
        querystring: SummaryQuery,
        response: { 200: WeekSummary, ...failures },
      },
    },
    async ({ caller, params: { week }, query }) => readWeek(deps, caller, week, query.language),
  )

  app.post(
    '/summaries',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Have the week that ended last summed up now',
        description:
          'A week is summed up once: where that was done, nothing more happens but where it is asked for again.',
        body: z.strictObject({ again: z.boolean().default(false) }),
        response: { 202: Asked, ...failures },
      },
    },
    async (request, reply) => {
      const answer = await once(deps, request, async (tx) => ({
        status: 202,
        body: await askSummary(tx, deps, request.caller, request.body.again),
      }))
      deps.jobs.nudge('summary.make')
      reply.status(202)
      return answer.body
    },
  )

  app.post(
    '/summaries/:week/mails',
    {
      onRequest: [authenticate, allow('ADMIN')],
      config: keyed,
      schema: {
        summary: 'Try the mails of a week again that were given up',
        params,
        body: z.strictObject({}),
        response: { 200: z.object({ mails: z.int() }), ...failures },
      },
    },
    async (request) => {
      const answer = await once(deps, request, async (tx) => ({
        status: 200,
        body: await mailAgain(tx, deps, request.caller, request.params.week),
      }))
      deps.jobs.nudge('summary.mail')
      return answer.body
    },
  )

  app.patch(
    '/summaries/mail',
    {
      onRequest: [authenticate, allow('ADMIN')],
      schema: {
        summary: 'Whether the caller gets the weekly summary by mail',
        body: SummaryMailChoice,
        response: { 200: SummaryMailChoice, ...failures },
      },
    },
    async ({ caller, body }) => {
      await inTransaction(deps.database.tenant(caller.tenantId), (tx) => chooseMail(tx, caller, body.wanted))
      return body
    },
  )
}
