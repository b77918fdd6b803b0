import { z } from 'zod'
import type { Product } from '../../../shared/catalog/product.ts'
import { account } from '../../app/app-parts.ts'

/** What the server says of a product: its state now, and why the push was refused, where it was. */
export type Pushed = { product: Product; rejection: { code: string; message: string } | null }

const Answer = z.object({
  conflicts: z.array(
    z.looseObject({
      id: z.string(),
      rejection: z.nullish(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
})

/**
 * Pushes products as the sync contract has it: each against what this device knew, so that the server merges field by
 * field (M4). Gives the server's word on each, by id.
 *
 * @throws ApiError, NoAnswer
 */
export async function pushProducts(
  rows: readonly { before: Product | null; after: Product }[],
): Promise<ReadonlyMap<string, Pushed>> {
  const body = {
    rows: rows.map(({ before, after }) => ({
      newDocumentState: after,
      ...(before ? { assumedMasterState: before } : {}),
    })),
  }
  const answer = Answer.parse(await account.callAs('/replication/products/push', { method: 'POST', body }))
  return new Map(
    answer.conflicts.map(({ rejection = null, ...product }) => [
      product.id,
      { product: product as unknown as Product, rejection },
    ]),
  )
}
