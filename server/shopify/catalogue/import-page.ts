import { z } from 'zod'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { failImport } from './fail-import.ts'
import type { Import } from './import-queries.ts'
import { PRODUCTS_PAGE } from './operations.ts'
import { withAllVariants } from './read-nodes.ts'
import { readProduct } from './read-product.ts'
import { takeImported } from './take-imported.ts'
import type { Imported } from './take-imported.ts'

const PRODUCTS_A_PAGE = 250
/** Times there are told to the second: what changed in the last one that was seen may not have been all. */
const OVERLAP_MS = 2_000

const Page = z.object({
  products: z.object({
    edges: z.array(z.object({ cursor: z.string(), node: z.unknown() })),
    pageInfo: z.object({ hasNextPage: z.boolean() }),
  }),
})

/**
 * Takes the next page of products. What is committed names the product behind which the next page begins, whose
 * variants of which are done, so that a crash anywhere in between costs at most the asking. Those that changed come
 * in the order of their changes, of one second in the order of their ids.
 */
export async function importPage(shop: Shop, connection: Connection, found: Import): Promise<Step> {
  const { api, signal } = shop
  const since = found.kind === 'changed' ? found.since : null
  const answer = await api.ask(
    PRODUCTS_PAGE,
    {
      first: PRODUCTS_A_PAGE,
      variants: found.variantsEach,
      after: found.cursor,
      query: since === null ? null : `updated_at:>='${new Date(since.getTime() - OVERLAP_MS).toISOString()}'`,
      sortKey: since === null ? 'ID' : 'UPDATED_AT',
    },
    signal,
  )
  if (answer.kind === 'failed') return failImport(shop, found, answer.fault)
  const page = Page.safeParse(answer.data)
  if (!page.success)
    return failImport(shop, found, { kind: 'never', code: 'shopify/shape', message: page.error.message })
  const products: Imported[] = []
  for (const { cursor, node } of page.data.products.edges) {
    const read = await withAllVariants(shop, node)
    if (read.kind === 'failed') return failImport(shop, found, read.fault)
    products.push({ cursor, product: readProduct(read.nodes.node, read.nodes.variants, connection.digits) })
  }
  return takeImported(shop, connection, found, products, !page.data.products.pageInfo.hasNextPage)
}
