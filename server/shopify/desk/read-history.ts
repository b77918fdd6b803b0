import { z } from 'zod'
import type { FieldDecision } from '../../../shared/shopify/decisions.ts'
import { FieldDecision as Decision } from '../../../shared/shopify/decisions.ts'
import type { ShopCall } from '../../../shared/shopify/calls.ts'
import type { Deps } from '../../deps.ts'
import { latestCalls, latestDecisions } from './history-queries.ts'

const SHOWN = 50

/** The latest calls to Shopify that came to nothing, with what was asked and answered. */
export async function readCalls(deps: Deps, tenantId: string): Promise<ShopCall[]> {
  const rows = await latestCalls(deps.database.tenant(tenantId), tenantId, SHOWN)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

const Details = Decision.pick({
  field: true,
  shopify: true,
  omnisync: true,
  shopifyAt: true,
  omnisyncAt: true,
  won: true,
  why: true,
}).extend({ shopify: z.unknown(), omnisync: z.unknown() })

/** The latest decisions about fields that both sides had changed, and which of them were turned around. */
export async function readDecisions(deps: Deps, tenantId: string): Promise<FieldDecision[]> {
  const rows = await latestDecisions(deps.database.tenant(tenantId), tenantId, SHOWN)
  return rows.flatMap(({ details, at, reversedAt, reversedBy, ...row }) => {
    const read = Details.safeParse(details)
    if (!read.success) return []
    const reversed = reversedAt ? { at: reversedAt.toISOString(), by: reversedBy } : null
    return [{ ...row, at: at.toISOString(), ...read.data, reversed }]
  })
}
