import type { Deps } from '../deps.ts'
import { forgetSyncLog } from '../devices/forget-sync-log.ts'
import { forgetKeys } from '../http/forget-keys.ts'
import { forgetTakenPayloads } from '../sync/forget-taken-payloads.ts'
import { forgetSessions } from '../users/forget-sessions.ts'

const EVERY_MS = 3_600_000

/**
 * Deletes what nobody will ask for again, of a business that is at work, once an hour and process: to be called as
 * often as is handy. Never facts of the shop.
 */
export function forgetOld(deps: Deps): (tenantId: string) => Promise<void> {
  const doneAt = new Map<string, number>()
  return async (tenantId) => {
    const now = deps.now()
    if (now - (doneAt.get(tenantId) ?? 0) < EVERY_MS) return
    doneAt.set(tenantId, now)
    const db = deps.database.tenant(tenantId)
    for (const forget of [forgetSyncLog, forgetSessions, forgetKeys, forgetTakenPayloads])
      await forget(db, tenantId, now)
  }
}
