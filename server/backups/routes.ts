import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { allow, authenticate } from '../http/authenticate.ts'
import { failures } from '../http/error-answer.ts'
import { keyed, once } from '../http/idempotency.ts'
import { NoBody } from '../http/no-body.ts'
import { askForRun } from './ask-for-run.ts'

/** POST /backups and /backups/drills: a backup now, or a trial restore; how it goes is on GET /status. */
export async function backupRoutes(app: App, deps: Deps): Promise<void> {
  for (const [path, kind, summary] of [
    ['/backups', 'backup', 'Take a backup now'],
    ['/backups/drills', 'drill', 'Restore the newest backup beside the database now, and check it'],
  ] as const)
    app.post(
      path,
      {
        onRequest: [authenticate, allow('ADMIN')],
        config: keyed,
        schema: {
          summary,
          description:
            'Of the whole installation. A worker does it; where one waits or is at work already, that one stands.',
          body: NoBody,
          response: { 202: z.object({ asked: z.boolean() }), ...failures },
        },
      },
      async (request, reply) => {
        const { caller } = request
        const answer = await once(deps, request, async (tx) => ({
          status: 202,
          body: { asked: await askForRun(tx, deps, caller, kind) },
        }))
        deps.jobs.nudge('backups.wake')
        return reply.status(202).send(answer.body)
      },
    )
}
