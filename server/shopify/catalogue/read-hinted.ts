import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { stopFor } from '../connection/stop-for.ts'
import { endLinksBut } from './end-links.ts'
import { dropHint, dueHints, putOffHints } from './hint-queries.ts'
import type { Hint } from './hint-queries.ts'
import { PRODUCTS_BY_ID } from './operations.ts'
import { withAllVariants } from './read-nodes.ts'
import { readProduct } from './read-product.ts'
import { nextTry } from './retry-times.ts'
import { takeProducts } from './take-products.ts'

const AT_ONCE = 50
const LAST_RESORT_MS = 15 * 60_000

/**
 * Reads products that something is known to have happened to, as they are now in Shopify, and takes them over. One
 * that is gone there loses its links. What Shopify does not answer is asked for again later, and never given up.
 */
export async function readHinted(shop: Shop, connection: Connection): Promise<Step> {
  const { deps, tenantId, api, signal } = shop
  const db = deps.database.tenant(tenantId)
  const hints = await dueHints(db, tenantId, new Date(deps.now()).toISOString(), AT_ONCE)
  if (hints.length === 0) return 'idle'
  const ids = hints.map(({ shopProductId }) => `gid://shopify/Product/${shopProductId}`)
  const answer = await api.ask(PRODUCTS_BY_ID, { ids }, signal)
  if (answer.kind === 'failed') return putOff(shop, hints, answer.fault)
  const nodes = z.array(z.unknown()).length(hints.length).safeParse(answer.data['nodes'])
  if (!nodes.success)
    return putOff(shop, hints, { kind: 'never', code: 'shopify/shape', message: nodes.error.message })

  for (const [index, hint] of hints.entries()) {
    const node = nodes.data[index]
    if (signal.aborted) return 'more'
    if (node === null) {
      await endLinksBut(shop, connection, hint.shopProductId, [])
      await inTransaction(db, (tx) => dropHint(tx, tenantId, hint))
      continue
    }
    const read = await withAllVariants(shop, node)
    if (read.kind === 'failed') return putOff(shop, hints.slice(index), read.fault)
    const product = readProduct(read.nodes.node, read.nodes.variants, connection.digits)
    await takeProducts(shop, connection, [product], 0, async (tx, { whole }) => {
      if (whole === 1) await dropHint(tx, tenantId, hint)
      return true
    })
  }
  return 'more'
}

async function putOff({ deps, tenantId }: Shop, hints: readonly Hint[], fault: CallFault): Promise<Step> {
  const db = deps.database.tenant(tenantId)
  // That the shop may not be asked at all is no fault of these.
  if (await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, fault))) return 'idle'
  const now = deps.now()
  const last = new Date(now + LAST_RESORT_MS).toISOString()
  await inTransaction(db, (tx) =>
    putOffHints(tx, tenantId, hints, fault, (attempts) => nextTry(now, attempts) ?? last),
  )
  return 'more'
}
