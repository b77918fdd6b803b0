import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'

/** Who does something to an account: an admin, or null for whoever runs a command beside the server. */
export type Author = { tenantId: string; userId: string | null }

/** Puts on record what an admin did to somebody's account; never a password, a PIN or a hash of one. */
export async function noteOfUser(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'now'>,
  { tenantId, userId }: Author,
  action: `user.${string}`,
  subjectId: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action,
      subject: 'user',
      subjectId,
      details,
    },
  ])
}
