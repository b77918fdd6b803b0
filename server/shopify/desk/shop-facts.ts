import type { ShopFacts } from '../../../shared/status/system-status.ts'
import type { Deps } from '../../deps.ts'
import { budgetNow } from './budget-now.ts'
import { lagOf, latestImports, needsOf, shownConnection } from './status-queries.ts'

/** How the shop of a business does, for the page that says how the whole of it does; null where it has none. */
export async function shopFacts(deps: Deps, tenantId: string): Promise<ShopFacts | null> {
  const db = deps.database.tenant(tenantId)
  const connection = await shownConnection(db, tenantId)
  if (!connection) return null
  const now = new Date(deps.now())
  const [lag, { sends, webhooks, locations }, [last]] = await Promise.all([
    lagOf(db, tenantId, now),
    needsOf(db, tenantId),
    latestImports(db, tenantId, 1),
  ])
  const budget = budgetNow(connection.budget, now)
  return {
    state: connection.state,
    behindSeconds: Math.max(lag.oldestWebhook ?? 0, lag.oldestSend ?? 0),
    dead: sends + webhooks,
    unmapped: locations,
    budget: budget && { available: budget.available, maximum: budget.maximum },
    oldestWebhookSeconds: lag.oldestWebhook,
    importedAt: last?.startedAt.toISOString() ?? null,
  }
}
