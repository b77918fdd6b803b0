import { z } from 'zod'
import { Id } from '../../shared/basics/scalars.ts'
import { BulkOperation, BulkPreview, PreviewBody, StartBody } from '../../shared/bulk/bulk-operation.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import type { Caller } from '../http/caller.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { retryBulk, startBulk, undoBulk } from './begin-operation.ts'
import { cancelBulk } from './cancel-bulk.ts'
import { previewBulk } from './preview.ts'
import { listBulk, readBulk, readFailures } from './read-operations.ts'

type Command = (tx: Tx, deps: Deps, caller: Caller, id: string) => Promise<BulkOperation>

const commands: readonly { name: string; run: Command; status: 200 | 201; summary: string }[] = [
  { name: 'cancel', run: cancelBulk, status: 200, summary: 'End an operation between two chunks' },
  { name: 'retry', run: retryBulk, status: 201, summary: 'Try again what failed, as a new operation' },
  {
    name: 'undo',
    run: undoBulk,
    status: 201,
    summary: 'Put back what was changed, within 24 hours, as a new operation; rows changed since are skipped',
  },
]

/** The bulk operations of an admin: preview, start, progress, failures, cancel, retry, undo. */
export async function bulkRoutes(app: App, deps: Deps): Promise<void> {
  const onRequest = [authenticate, allow('ADMIN')]
  const params = z.object({ id: Id })

  app.post(
    '/bulk-operations/preview',
    {
      onRequest,
      schema: {
        summary: 'What a bulk operation would do now; changes nothing',
        body: PreviewBody,
        response: { 200: BulkPreview, ...failures },
      },
    },
    async (request) => previewBulk(deps, request.caller.tenantId, request.body),
  )

  app.post(
    '/bulk-operations',
    {
      onRequest,
      config: keyed,
      schema: {
        summary: 'Start a bulk operation that was previewed',
        description:
          'Waits in the queue of the business, one operation at a time, and commits in chunks of at most 500. `hash` is that of the preview; where other products match by now, it is refused with 409.',
        body: StartBody,
        response: { 201: BulkOperation, ...failures },
      },
    },
    async (request, reply) => {
      const { caller, body } = request
      const answer = await once(deps, request, async (tx) => ({
        status: 201,
        body: await startBulk(tx, deps, caller, body),
      }))
      deps.jobs.nudge('bulk.run')
      return reply.status(201).send(answer.body)
    },
  )

  app.get(
    '/bulk-operations',
    {
      onRequest,
      schema: {
        summary: 'The latest bulk operations, newest first',
        response: { 200: z.object({ operations: z.array(BulkOperation) }), ...failures },
      },
    },
    async (request) => ({ operations: await listBulk(deps, request.caller.tenantId) }),
  )

  app.get(
    '/bulk-operations/:id',
    {
      onRequest,
      schema: {
        summary: 'A bulk operation and how far it is',
        params,
        response: { 200: BulkOperation, ...failures },
      },
    },
    async (request) => readBulk(deps, request.caller.tenantId, request.params.id),
  )

  app.get(
    '/bulk-operations/:id/failures',
    {
      onRequest,
      schema: { summary: 'What stayed as it was and why, as CSV', params, produces: ['text/csv'] },
    },
    async (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="bulk-failures-${request.params.id}.csv"`)
        .send(await readFailures(deps, request.caller.tenantId, request.params.id)),
  )

  for (const { name, run, status, summary } of commands) {
    app.post(
      `/bulk-operations/:id/${name}`,
      {
        onRequest,
        config: keyed,
        schema: {
          summary,
          params,
          body: NoBody,
          response: { 200: BulkOperation, 201: BulkOperation, ...failures },
        },
      },
      async (request, reply) => {
        const { caller, params: asked } = request
        const answer = await once(deps, request, async (tx) => ({
          status,
          body: await run(tx, deps, caller, asked.id),
        }))
        deps.jobs.nudge('bulk.run')
        return reply.status(status).send(answer.body)
      },
    )
  }
}
