import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { once } from '../http/idempotency.ts'

/** What a command about the shop as a whole answers: whoever gave it asks for the shop itself anew. */
export const Done = z.object({ done: z.literal(true) })
export const done: z.infer<typeof Done> = { done: true }

/** Carries out a command once for its key, and has a pass begin with it at once. Gives what the command gave. */
export async function tellShop<T>(
  deps: Deps,
  request: FastifyRequest,
  work: (tx: Tx) => Promise<T>,
  status = 200,
): Promise<T> {
  const answer = await once(deps, request, async (tx) => ({
    status,
    body: await withPass(tx, deps, request.caller, work),
  }))
  deps.jobs.nudge('shopify.pass')
  return answer.body
}

/**
 * The same for what carries a secret: the hash of the body that is kept beside a key would be a quick way to guess it.
 */
export async function tellUnkeyed(
  deps: Deps,
  caller: Caller,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.database.tenant(caller.tenantId), (tx) => withPass(tx, deps, caller, work))
  deps.jobs.nudge('shopify.pass')
}

async function withPass<T>(
  tx: Tx,
  deps: Deps,
  { tenantId }: Caller,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const result = await work(tx)
  await deps.jobs.send(tx, 'shopify.pass', { tenantId })
  return result
}
