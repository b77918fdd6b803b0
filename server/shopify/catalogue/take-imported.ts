import type { Connection, Shop, Step } from '../connection/connection.ts'
import { endImport, moveProductsSince, noteProgress } from './import-queries.ts'
import type { Import } from './import-queries.ts'
import type { ReadProduct } from './read-product.ts'
import { takeProducts } from './take-products.ts'

/** A product that an import read, and what says that everything up to it was taken. */
export type Imported = { cursor: string; product: ReadProduct }

/**
 * Takes over what a piece of an import read, and notes in each commit how far it got and what became of it. Where the
 * import was cancelled meanwhile, nothing more is written.
 *
 * @param isLast whether nothing comes after these
 */
export async function takeImported(
  shop: Shop,
  connection: Connection,
  found: Import,
  products: readonly Imported[],
  isLast: boolean,
): Promise<Step> {
  const { deps, tenantId } = shop
  const read = products.map(({ product }) => product)
  await takeProducts(
    shop,
    connection,
    read,
    found.doneOfNext,
    async (tx, { tally, whole, ofNext, items }) => {
      const cursor = products[whole - 1]?.cursor ?? found.cursor
      if (!(await noteProgress(tx, tenantId, found.id, { cursor, ofNext, items, tally }))) return false
      const at = new Date(deps.now()).toISOString()
      const isDone = isLast && whole === products.length
      const since =
        found.kind === 'changed' ? products[whole - 1]?.product.updatedAt : isDone ? found.since : null
      if (since) await moveProductsSince(tx, tenantId, new Date(since).toISOString())
      if (isDone) await endImport(tx, tenantId, found.id, 'done', at)
      return true
    },
  )
  return 'more'
}
