import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Shop } from '../connection/connection.ts'
import { stopFor } from '../connection/stop-for.ts'
import { Gid } from '../mapping/ids.ts'
import { ShopifyTime } from '../mapping/instant.ts'
import { hintProducts } from './hint-queries.ts'
import { PRODUCT_TIMES } from './operations.ts'
import { productTimes } from './reconcile-queries.ts'

const HINTS_A_COMMIT = 500

/** What was found: how many products there are there, and of how many something is not known here. */
export type Reconciliation = {
  products: number
  changed: number
  unknown: number
  gone: number
  /** Read within the minute of their change. Times there are told to the second: another change may hide in it. */
  unsure: number
}

export type Reconciled = { kind: 'compared'; found: Reconciliation } | { kind: 'failed'; fault: CallFault }

const Page = z.object({
  nodes: z.array(z.object({ id: Gid('Product'), updatedAt: ShopifyTime })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
})

/**
 * Compares when each product changed last there with what is known here, and has those read that differ: what
 * webhooks failed to tell is found, and nothing is taken from a list that is as old as its first page. Those that are
 * not there any more lose their links when they are read.
 */
export async function reconcileProducts({ deps, tenantId, api, signal }: Shop): Promise<Reconciled> {
  const db = deps.database.tenant(tenantId)
  const known = await productTimes(db, tenantId)
  const found: Reconciliation = { products: 0, changed: 0, unknown: 0, gone: 0, unsure: 0 }
  const hinted: string[] = []
  for (let after: string | null = null, more = true; more;) {
    const answer = await api.ask(PRODUCT_TIMES, { after }, signal)
    if (answer.kind === 'failed') {
      await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, answer.fault))
      return answer
    }
    const page = Page.safeParse(answer.data['products'])
    if (!page.success)
      return { kind: 'failed', fault: { kind: 'never', code: 'shopify/shape', message: page.error.message } }
    for (const { id, updatedAt } of page.data.nodes) {
      found.products += 1
      const before = known.get(id)
      known.delete(id)
      if (before?.at === updatedAt && before.isSure) continue
      found[before === undefined ? 'unknown' : before.at === updatedAt ? 'unsure' : 'changed'] += 1
      hinted.push(id)
    }
    after = page.data.pageInfo.endCursor
    more = page.data.pageInfo.hasNextPage
  }
  found.gone = known.size
  hinted.push(...known.keys())
  const at = new Date(deps.now()).toISOString()
  for (let from = 0; from < hinted.length; from += HINTS_A_COMMIT)
    await inTransaction(db, (tx) => hintProducts(tx, tenantId, hinted.slice(from, from + HINTS_A_COMMIT), at))
  return { kind: 'compared', found }
}
