import { forgetNotices } from '../alerts/forget-notices.ts'
import { keepCards } from '../archive/keep-cards.ts'
import { forgetChunks } from '../bulk/forget-chunks.ts'
import type { Deps } from '../deps.ts'
import { forgetSyncLog } from '../devices/forget-sync-log.ts'
import { forgetKeys } from '../http/forget-keys.ts'
import { purgeTombstones } from '../log/purge-tombstones.ts'
import { forgetWebhooks } from '../shopify/webhooks/forget-webhooks.ts'
import { forgetTakenPayloads } from '../sync/forget-taken-payloads.ts'
import { forgetSessions } from '../users/forget-sessions.ts'
import { forgetDays } from '../velocity/forget-days.ts'
import { forgetHistory } from './forget-history.ts'

/** Deletes what nobody will ask for again, of one business. Never facts of the shop. */
export async function forgetOld(deps: Deps, tenantId: string): Promise<void> {
  const db = deps.database.tenant(tenantId)
  const all = [
    forgetSyncLog,
    forgetSessions,
    forgetKeys,
    forgetTakenPayloads,
    forgetChunks,
    forgetHistory,
    forgetWebhooks,
    forgetNotices,
    forgetDays,
  ]
  for (const forget of all) await forget(db, tenantId, deps.now())
  // The archive reads deletes from their tombstones too: while it is behind, they stay.
  if (await keepCards(db, tenantId)) await purgeTombstones(deps, tenantId)
}
