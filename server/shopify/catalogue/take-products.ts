import type { Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { endLinksBut } from './end-links.ts'
import { clearRefusals, mappedCount, withLostLinks, writeRefusals } from './queries.ts'
import type { Item, ReadProduct } from './read-product.ts'
import { NOTHING, takeOver, variantsACommit } from './take-over.ts'
import type { Tally } from './take-over.ts'

/** How far a commit got: so many products from the first on are taken whole, and so many items of the next one. */
export type Taken = { tally: Tally; whole: number; ofNext: number; items: number }

/**
 * Takes over products that were read, in commits of at most 500 rows (L6): a product of many variants may take
 * several.
 *
 * @param skip items of the first product that were taken over before
 * @param note called in each commit's transaction with what it did; false breaks off, and nothing of it is written
 * @returns whether all of them were taken over
 */
export async function takeProducts(
  { deps, tenantId, signal }: Pick<Shop, 'deps' | 'tenantId' | 'signal'>,
  connection: Connection,
  products: readonly ReadProduct[],
  skip: number,
  note: (tx: Tx, taken: Taken) => Promise<boolean>,
): Promise<boolean> {
  const db = deps.database.tenant(tenantId)
  for (const { shopProductId, variantIds } of await withLostLinks(db, tenantId, products.flatMap(nameOf)))
    await endLinksBut({ deps, tenantId }, connection, shopProductId, variantIds)

  const aCommit = variantsACommit(await mappedCount(db, tenantId))
  let [whole, ofNext] = [0, skip]
  do {
    if (signal.aborted) return false
    const pieces = nextPieces(products, whole, ofNext, aCommit)
    const last = pieces.at(-1)
    const end = last === undefined ? { whole, ofNext } : endOf(products, last)
    try {
      await inTransaction(db, async (tx) => {
        const tally = await takePieces(tx, deps, connection, products, pieces)
        const items = pieces.reduce((sum, { from, to }) => sum + to - from, 0)
        if (!(await note(tx, { tally, ...end, items }))) throw new BrokenOff()
      })
    } catch (error) {
      if (error instanceof BrokenOff) return false
      throw error
    }
    deps.news.logMoved(tenantId)
    ;({ whole, ofNext } = end)
  } while (whole < products.length)
  return true
}

/** A product whose variants are all known. */
function nameOf({ shopProductId, variantIds }: ReadProduct) {
  return shopProductId === null || variantIds === null ? [] : [{ shopProductId, variantIds }]
}

class BrokenOff extends Error {
  override name = 'BrokenOff'
}

/** Items of a product, from one place to before another. */
type Piece = { product: number; from: number; to: number }

/** As much as a commit takes: at least a piece of the next product, where there is one. */
function nextPieces(
  products: readonly ReadProduct[],
  whole: number,
  ofNext: number,
  aCommit: number,
): Piece[] {
  const pieces: Piece[] = []
  let room = aCommit
  let from = ofNext
  for (let index = whole; index < products.length && room > 0; index += 1) {
    const length = products[index]?.items.length ?? 0
    // What was done of a product before may be more than it has by now.
    const to = Math.max(from, Math.min(length, from + room))
    pieces.push({ product: index, from, to })
    // A product costs room by itself: one without variants is work, too.
    room -= Math.max(1, to - from)
    from = 0
    if (to < length) break
  }
  return pieces
}

function endOf(products: readonly ReadProduct[], { product, to }: Piece): { whole: number; ofNext: number } {
  return to >= (products[product]?.items.length ?? 0)
    ? { whole: product + 1, ofNext: 0 }
    : { whole: product, ofNext: to }
}

async function takePieces(
  tx: Tx,
  deps: Shop['deps'],
  connection: Connection,
  products: readonly ReadProduct[],
  pieces: readonly Piece[],
): Promise<Tally> {
  const { tenantId } = connection
  const begun = pieces
    .filter(({ from }) => from === 0)
    .flatMap(({ product }) => products[product]?.shopProductId ?? [])
  if (begun.length > 0) await clearRefusals(tx, tenantId, begun)
  const items = pieces.flatMap(({ product, from, to }) => {
    const of = products[product]
    return of === undefined ? [] : of.items.slice(from, to).map((item) => ({ of, item }))
  })
  const refusals = items.flatMap(({ of, item }) =>
    item.kind === 'refused' ? [{ ...refusalOf(item), shopProductId: of.shopProductId }] : [],
  )
  await writeRefusals(tx, tenantId, refusals, new Date(deps.now()).toISOString())
  const tally = await takeOver(
    tx,
    deps,
    connection,
    items.flatMap(({ of, item }) =>
      item.kind === 'variant' && of.shopProductId !== null && of.updatedAt !== null
        ? [{ shopProductId: of.shopProductId, productUpdatedAt: of.updatedAt, variant: item.variant }]
        : [],
    ),
  )
  return { ...NOTHING, ...tally, refused: tally.refused + refusals.length }
}

function refusalOf({ kind: _, ...refusal }: Extract<Item, { kind: 'refused' }>) {
  return refusal
}
