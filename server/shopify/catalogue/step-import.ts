import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { ShopifyTime } from '../mapping/instant.ts'
import { failImport } from './fail-import.ts'
import { importFile } from './import-file.ts'
import { importPage } from './import-page.ts'
import { dueImport, noteSize } from './import-queries.ts'
import type { Import } from './import-queries.ts'
import { CATALOGUE_SIZE } from './operations.ts'

/** A catalogue of more variants comes as a file. */
const MOST_IN_PAGES = 10_000
const MOST_AT_ONCE = 250

/** Does the next piece of the import at work: finds out how much there is, or takes a page, or a part of the file. */
export async function stepImport(shop: Shop, connection: Connection): Promise<Step> {
  const { deps, tenantId } = shop
  const at = new Date(deps.now()).toISOString()
  const found = await dueImport(deps.database.tenant(tenantId), tenantId, at)
  if (!found) return 'idle'
  if (found.variantsEach === null) return sizeImport(shop, found)
  return found.kind === 'bulk' ? importFile(shop, connection, found) : importPage(shop, connection, found)
}

const Counted = z.object({ count: z.int() })
const Size = z.object({
  productVariantsCount: Counted,
  productsCount: Counted,
  products: z.object({ nodes: z.array(z.object({ updatedAt: ShopifyTime })) }),
})

/**
 * A product costs by how many of its variants are asked for, and is given back what it does not have: so many are
 * asked for that few products have more, which are asked about once more.
 */
async function sizeImport(shop: Shop, found: Import): Promise<Step> {
  const { deps, tenantId, api, signal } = shop
  const answer = await api.ask(CATALOGUE_SIZE, {}, signal)
  if (answer.kind === 'failed') return failImport(shop, found, answer.fault)
  const size = Size.safeParse(answer.data)
  if (!size.success)
    return failImport(shop, found, { kind: 'never', code: 'shopify/shape', message: size.error.message })
  const { productVariantsCount: variants, productsCount: products, products: latest } = size.data
  const isWhole = found.kind !== 'changed'
  const each = Math.ceil((2 * variants.count) / Math.max(1, products.count))
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    noteSize(tx, tenantId, found.id, {
      kind: isWhole && variants.count > MOST_IN_PAGES ? 'bulk' : found.kind,
      total: isWhole ? variants.count : null,
      variantsEach: Math.min(MOST_AT_ONCE, Math.max(3, each)),
      since: isWhole ? (latest.nodes[0]?.updatedAt ?? null) : null,
    }),
  )
  return 'more'
}
