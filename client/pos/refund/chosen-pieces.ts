import type { LineLeft } from '../../../shared/orders/refund-of-sale.ts'

/** Which pieces come back, by line, and whether they go on the shelf. */
export type Chosen = ReadonlyMap<string, { quantity: number; restock: boolean }>

/** Between none and what is left; what is damaged is taken off the shelf by a mark, not by a guess. */
export function withPieces(before: Chosen, { line, left }: LineLeft, quantity: number): Chosen {
  const next = new Map(before)
  const pieces = Math.min(left, Math.max(0, quantity))
  if (pieces === 0) next.delete(line.id)
  else next.set(line.id, { quantity: pieces, restock: before.get(line.id)?.restock ?? true })
  return next
}
