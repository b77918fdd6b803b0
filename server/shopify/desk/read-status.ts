import { FieldOwner, OWNED_FIELDS } from '../../../shared/shopify/connection.ts'
import { z } from 'zod'
import type { ConnectedShop, ShopStatus } from '../../../shared/shopify/shop-status.ts'
import type { Deps } from '../../deps.ts'
import { budgetNow } from './budget-now.ts'
import { readComparison } from './comparison.ts'
import { faultOf } from './fault-of.ts'
import {
  lagOf,
  latestImports,
  linkedCounts,
  locationsOf,
  needsOf,
  onlineCases,
  shownConnection,
} from './status-queries.ts'

const IMPORTS_SHOWN = 5

/** How a business and its shop do now; no secret is among it. */
export async function readShop(deps: Deps, tenantId: string): Promise<ShopStatus> {
  const now = new Date(deps.now())
  const db = deps.database.tenant(tenantId)
  const at = now.toISOString()
  const connection = await shownConnection(db, tenantId)
  if (!connection) return { at, shop: null }
  const [locations, imports, lag, needs, linked, cases] = await Promise.all([
    locationsOf(db, tenantId),
    latestImports(db, tenantId, IMPORTS_SHOWN),
    lagOf(db, tenantId, now),
    needsOf(db, tenantId),
    linkedCounts(db, tenantId),
    onlineCases(db, tenantId),
  ])
  const { fault, owners, budget, connectedAt, reconciledAt, reconciliation, ...shown } = connection
  const shop: ConnectedShop = {
    ...shown,
    fault: faultOf(fault),
    owners: Owners.catch({}).parse(owners),
    connectedAt: connectedAt.toISOString(),
    locations,
    imports: imports.map((row) => ({
      ...row,
      fault: faultOf(row.fault),
      nextTryAt: row.nextTryAt?.toISOString() ?? null,
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    budget: budgetNow(budget, now),
    lag,
    needs,
    linked,
    cases,
    ...readComparison(reconciledAt, reconciliation),
  }
  return { at, shop }
}

const Owners = z.partialRecord(z.enum(OWNED_FIELDS), FieldOwner)
