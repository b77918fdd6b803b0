import { writeAudit } from '../../audit/write-audit.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'

/** Says in the audit log what was done to a connection; nobody, where Shopify did it. */
export async function noteShop(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: { tenantId: string; userId: string | null },
  action: string,
  domain: string,
  details: Record<string, unknown>,
): Promise<void> {
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action,
      subject: 'shopify',
      subjectId: domain,
      details,
    },
  ])
}
