import { reconcileProducts } from '../catalogue/reconcile-products.ts'
import { checkSubscriptions } from '../connection/check-subscriptions.ts'
import type { Shop, Step } from '../connection/connection.ts'
import { refreshLocations } from '../connection/refresh-locations.ts'
import { readAndBook } from '../stock/read-and-book.ts'
import { reconcileLevels } from '../stock/reconcile.ts'
import { stepStock } from '../stock/step-stock.ts'
import { dueNow } from './queries.ts'

const HOUR = 3_600_000
/** Shopify deletes a subscription whose webhooks went unanswered for four hours. */
const LOOKED_AFTER_EVERY = HOUR
/** Webhooks get lost, and nobody says so: both sides are compared whole. */
const COMPARISON_EVERY = 24 * HOUR

/**
 * What is due again, in the stock lane of a pass: no level is read by two at once. By the hour the shop is looked
 * after: its subscriptions, its locations, and orders of which no webhook came. What came to nothing is left to the
 * next pass: a shop that does not answer would be asked without end.
 */
export function openDuties(shop: Shop): () => Promise<Step> {
  const { deps, tenantId } = shop
  let cameToNothing = false
  return async () => {
    if (cameToNothing) return 'idle'
    const now = deps.now()
    const due = await dueNow(deps.database.tenant(tenantId), tenantId, {
      lookedAfter: new Date(now - LOOKED_AFTER_EVERY),
      comparison: new Date(now - COMPARISON_EVERY),
    })
    if (due.lookedAfter) await lookAfter(shop)
    if (due.comparison) cameToNothing = !(await compare(shop))
    return due.lookedAfter || (due.comparison && !cameToNothing) ? 'more' : 'idle'
  }
}

async function lookAfter(shop: Shop): Promise<void> {
  await checkSubscriptions(shop)
  await refreshLocations(shop)
  await readAndBook(shop, { orders: [], items: [] })
}

/** @returns false where Shopify did not answer to the end */
async function compare(shop: Shop): Promise<boolean> {
  const products = await reconcileProducts(shop)
  if (products.kind === 'failed' && products.fault.kind === 'again') return false
  return (await reconcileLevels(shop, () => stepStock(shop))).kind === 'done'
}
