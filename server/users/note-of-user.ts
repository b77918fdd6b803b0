import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'

/** Puts on record what an admin did to somebody's account; never a password, a PIN or a hash of one. */
export async function noteOfUser(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
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
