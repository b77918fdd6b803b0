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

export type Scanned =
  | { kind: 'one-more'; chosen: Chosen }
  /** As many as can come back are chosen already: `left` of the `sold`. */
  | { kind: 'no-more'; title: string; left: number; sold: number }
  | { kind: 'not-sold' }

/** One piece more of a product, onto the first of its lines that has one. */
export function withScanned(before: Chosen, left: readonly LineLeft[], productId: string): Scanned {
  const lines = left.filter(({ line }) => line.productId === productId)
  const [first] = lines
  if (!first) return { kind: 'not-sold' }
  const piecesOf = (one: LineLeft) => before.get(one.line.id)?.quantity ?? 0
  const open = lines.find((one) => piecesOf(one) < one.left)
  if (open) return { kind: 'one-more', chosen: withPieces(before, open, piecesOf(open) + 1) }
  const sum = (of: (one: LineLeft) => number) => lines.reduce((all, one) => all + of(one), 0)
  return {
    kind: 'no-more',
    title: first.line.title,
    left: sum((one) => one.left),
    sold: sum((one) => one.line.quantity),
  }
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
