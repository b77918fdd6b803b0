import { sql } from 'kysely'
import { writeAudit } from '../../audit/write-audit.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import type { Connection } from '../connection/connection.ts'
import { forgetLevels } from './level-queries.ts'
import { logNow } from './log-queries.ts'
import { dropLevelSends } from './send-queries.ts'

/**
 * Stops a shop whose log is another than it was told of: our database was restored, and lacks what Shopify knows (E1).
 * Nothing is booked or told until somebody says whose figures stand.
 */
export async function noteRestored(tx: Tx, deps: Deps, { tenantId }: Connection): Promise<void> {
  const fault = {
    code: 'shopify/restored',
    message:
      'Our database was restored. Let every lane come back online, then say whose stock figures stand: ours or Shopify’s.',
  }
  await sql`
    update shopify_connections set state = 'restored', fault = ${JSON.stringify(fault)}
    where tenant_id = ${tenantId} and state = 'on'`.execute(tx)
  await writeAudit(tx, tenantId, [entryOf(deps, tenantId, 'shopify.restored', null, {})])
}

/**
 * Says whose stock figures stand after a restore, and goes on. Every level is met for the first time again: ours are
 * told, compared with what is there, or Shopify's are taken over as movements `import`. Orders that were lost are read
 * again from where the restored books stand. The log is followed from there, too: what the desk decided meanwhile is told.
 *
 * @returns false where the shop is not stopped behind a restore
 */
export async function standByFigures(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  whose: 'ours' | 'theirs',
  by: string,
): Promise<boolean> {
  const { epoch, head } = await logNow(tx, tenantId)
  const { numAffectedRows } = await sql`
    update shopify_connections set state = 'on', fault = null, reader_epoch = ${epoch},
      reader_seq = least(reader_seq, ${head})
    where tenant_id = ${tenantId} and state = 'restored'`.execute(tx)
  if (Number(numAffectedRows ?? 0n) === 0) return false
  const ended = { code: 'shopify/restored', message: 'Dropped: after a restore every level is told anew.' }
  await dropLevelSends(tx, tenantId, ended, new Date(deps.now()))
  await forgetLevels(tx, tenantId, whose === 'ours' ? 'omnisync' : 'shopify')
  await writeAudit(tx, tenantId, [entryOf(deps, tenantId, 'shopify.figures-stand', by, { whose })])
  return true
}

function entryOf(
  deps: Deps,
  tenantId: string,
  action: string,
  actorId: string | null,
  details: Record<string, unknown>,
) {
  return {
    id: deps.newId(),
    at: new Date(deps.now()).toISOString(),
    actorId,
    deviceId: null,
    action,
    subject: 'shopify',
    subjectId: tenantId,
    details,
  }
}
