import type { LineLeft } from '../../../shared/orders/refund-of-sale.ts'

/** Which pieces come back, by line, and whether they go on the shelf: null where nobody has said, and the reason does. */
export type Chosen = ReadonlyMap<string, { quantity: number; restock: boolean | null }>

/** Between none and what is left; a mark that somebody set stays. */
export function withPieces(before: Chosen, { line, left }: LineLeft, quantity: number): Chosen {
  const next = new Map(before)
  const pieces = Math.min(left, Math.max(0, quantity))
  if (pieces === 0) next.delete(line.id)
  else next.set(line.id, { quantity: pieces, restock: before.get(line.id)?.restock ?? null })
  return next
}

/** All that is left of every line; a mark that somebody set stays. */
export function everyPiece(before: Chosen, left: readonly LineLeft[]): Chosen {
  return left.reduce((all, line) => withPieces(all, line, line.left), before)
}

/** What comes back, of goods that by the reason for it can be sold again, or cannot. */
export function returnedPieces(chosen: Chosen, sellable: boolean) {
  return [...chosen].map(([lineId, { quantity, restock }]) => ({
    lineId,
    quantity,
    restock: restock ?? sellable,
  }))
}
