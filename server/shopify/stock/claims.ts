import type { OrderTruth, TruthRefund } from '../mapping/node-order.ts'

/** Pieces of a line that an order took at a location, and our document that books them. */
export type Claim = {
  lineId: string
  locationId: string
  /** Which document of the order they are in: what is added to it later is a further part. */
  part: number
  itemId: string
  /** So many were taken; `quantity` of them the order still has. */
  taken: number
  quantity: number
  documentId: string | null
  documentLineId: string | null
  /** Until they are booked here for good. */
  isOpen: boolean
}

/** Pieces of a claim that came back; `restockedAt` the location whose shelf they lie on, null where on none. */
export type Piece = {
  lineId: string
  locationId: string
  part: number
  quantity: number
  restockedAt: string | null
}

/** What a refund took off the claims of its order; `note` in the words of whoever made it. */
export type RefundRow = {
  refundId: string
  pieces: Piece[]
  note: string | null
  createdAt: string
  documentId: string | null
  isOpen: boolean
}

/** By how much what is available of an item at a location is another than before, because of an order. */
export type LevelMove = { itemId: string; locationId: string; delta: number }

export type Account = {
  claims: Claim[]
  /** Those that are new. */
  refunds: RefundRow[]
  moves: LevelMove[]
}

/**
 * Accounts for an order as it is now: what it took since it was looked at last, and what it gave back. Pure; what is
 * known already changes nothing.
 *
 * Shopify says from where a line goes out, but no longer once it was taken off: what no location is named for went out
 * from where the rest of the line, of the order, or else of all orders (`usual`) does. Where that is wrong, the level
 * there differs from what is known of it, and is booked as somebody else's change: the books stay even.
 */
export function accountFor(
  order: OrderTruth,
  known: { claims: readonly Claim[]; refunds: readonly RefundRow[] },
  usual: string,
): Account {
  const claims = known.claims.map((claim) => ({ ...claim }))
  const moves: LevelMove[] = []
  takeNew(order, claims, moves, usual)
  const seen = new Set(known.refunds.map(({ refundId }) => refundId))
  const told = order.refunds
    .filter(({ refundId }) => !seen.has(refundId))
    .map((refund) => giveBack(refund, claims, moves))
  const edited = takeOff(order, [...known.refunds, ...told], claims, moves)
  return { claims, refunds: [...told, ...edited], moves }
}

function takeNew(order: OrderTruth, claims: Claim[], moves: LevelMove[], usual: string): void {
  const part = 1 + Math.max(0, ...claims.map((one) => (one.documentId === null ? 0 : one.part)))
  for (const { lineId, of, quantity } of order.lines) {
    if (of === null) continue
    const own = claims.filter((one) => one.lineId === lineId)
    let rest = quantity - own.reduce((sum, { taken }) => sum + taken, 0)
    const take = (locationId: string, pieces: number) => {
      if (pieces <= 0) return
      rest -= pieces
      moves.push({ itemId: of.itemId, locationId, delta: -pieces })
      const open = own.find((one) => one.locationId === locationId && one.documentId === null && one.isOpen)
      if (open) {
        open.taken += pieces
        open.quantity += pieces
        return
      }
      const claim: Claim = {
        lineId,
        locationId,
        part,
        itemId: of.itemId,
        taken: pieces,
        quantity: pieces,
        documentId: null,
        documentLineId: null,
        isOpen: true,
      }
      own.push(claim)
      claims.push(claim)
    }
    const places = order.places.filter((place) => place.lineId === lineId)
    for (const place of places) {
      const taken = own
        .filter(({ locationId }) => locationId === place.locationId)
        .reduce((sum, one) => sum + one.taken, 0)
      take(place.locationId, Math.min(rest, place.quantity - taken))
    }
    take((places[0] ?? order.places[0])?.locationId ?? restockedAt(order, lineId) ?? usual, rest)
  }
}

function restockedAt({ refunds }: OrderTruth, lineId: string): string | undefined {
  return refunds
    .flatMap(({ lines }) => lines)
    .flatMap((line) => (line.lineId === lineId && line.locationId !== null ? [line.locationId] : []))[0]
}

function giveBack(refund: TruthRefund, claims: Claim[], moves: LevelMove[]): RefundRow {
  const { refundId, note, createdAt } = refund
  const pieces = refund.lines.flatMap(({ lineId, quantity, isRestocked, locationId }) =>
    release(claims, lineId, quantity, locationId).map((piece): Piece => {
      const restockedAt = isRestocked ? (locationId ?? piece.claim.locationId) : null
      return pieceOf(piece, restockedAt, moves)
    }),
  )
  return { refundId, pieces, note, createdAt, documentId: null, isOpen: true }
}

/** What an edit took off an order without a refund. Shopify says of it neither where nor whether it lies there again. */
function takeOff(
  order: OrderTruth,
  refunds: readonly RefundRow[],
  claims: Claim[],
  moves: LevelMove[],
): RefundRow[] {
  return order.lines.flatMap(({ lineId, quantity, kept }): RefundRow[] => {
    const refunded = order.refunds
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => sum + (line.lineId === lineId ? line.quantity : 0), 0)
    const edited = quantity - kept - refunded
    const before = refunds
      .filter(({ refundId }) => refundId.startsWith(`edit/${lineId}/`))
      .flatMap(({ pieces }) => pieces)
      .reduce((sum, piece) => sum + piece.quantity, 0)
    if (edited <= before) return []
    const pieces = release(claims, lineId, edited - before, null).map((piece) =>
      pieceOf(piece, piece.claim.locationId, moves),
    )
    if (pieces.length === 0) return []
    const { updatedAt: createdAt } = order
    return [
      { refundId: `edit/${lineId}/${edited}`, pieces, note: null, createdAt, documentId: null, isOpen: true },
    ]
  })
}

type Released = { claim: Claim; quantity: number }

function pieceOf({ claim, quantity }: Released, restockedAt: string | null, moves: LevelMove[]): Piece {
  const { lineId, locationId, part, itemId } = claim
  if (restockedAt !== null) moves.push({ itemId, locationId: restockedAt, delta: quantity })
  return { lineId, locationId, part, quantity, restockedAt }
}

/** Takes pieces of a line off its claims: those at the location named first, of them the oldest. */
function release(claims: Claim[], lineId: string, quantity: number, at: string | null): Released[] {
  let rest = quantity
  return claims
    .filter((claim) => claim.lineId === lineId && claim.quantity > 0)
    .toSorted((a, b) => Number(b.locationId === at) - Number(a.locationId === at) || a.part - b.part)
    .flatMap((claim): Released[] => {
      const pieces = Math.min(rest, claim.quantity)
      if (pieces <= 0) return []
      rest -= pieces
      claim.quantity -= pieces
      return [{ claim, quantity: pieces }]
    })
}
