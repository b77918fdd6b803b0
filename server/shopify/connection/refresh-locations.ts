import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import { Gid } from '../mapping/ids.ts'
import type { Shop } from './connection.ts'
import { LOCATIONS } from './operations.ts'
import { writeLocations } from './queries.ts'

const Answer = z.object({
  locations: z.object({
    nodes: z.array(z.object({ id: Gid('Location'), name: z.string(), isActive: z.boolean() })),
  }),
})

/** Takes over the locations as the shop has them now: one that was opened since can be given its branch. */
export async function refreshLocations({ deps, tenantId, api, signal }: Shop): Promise<void> {
  const answer = await api.ask(LOCATIONS, {}, signal)
  const read = Answer.safeParse(answer.kind === 'answered' ? answer.data : undefined)
  if (!read.success) return
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    writeLocations(tx, tenantId, read.data.locations.nodes),
  )
}
