import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { MovementReason, StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { World } from './world.ts'

const LAST_PIECE_STARTS_WITH = 6
const PLENTY = 12

/** Plans the scarce product of the demo: a few at the first branch, never ordered again; plenty everywhere else. */
export function keepLastPiece(world: World): void {
  if (world.lastPiece === -1) return
  const { initial, reorderAt, upTo } = world.shelves
  for (const branch of world.shop.branches.keys()) {
    const shelf = shelfAt(world, branch, world.lastPiece)
    initial[shelf] = branch === 0 ? LAST_PIECE_STARTS_WITH : PLENTY
    reorderAt[shelf] = branch === 0 ? 0 : PLENTY / 2
    upTo[shelf] = branch === 0 ? 0 : PLENTY
  }
}

export function shelfAt(world: World, branch: number, product: number): number {
  return branch * world.products.length + product
}

export function onHandAt(world: World, branch: number, product: number): number {
  return world.shelves.onHand[shelfAt(world, branch, product)] ?? 0
}

/** What the server finds when it locks the levels of these products: on-hand by stock level id. */
export function levelsFor(world: World, branch: number, productIds: Iterable<string>): Map<string, number> {
  const branchId = world.shop.branches[branch]?.document.id ?? ''
  const levels = new Map<string, number>()
  for (const productId of productIds) {
    levels.set(stockLevelId(branchId, productId), onHandAt(world, branch, world.placeOf.get(productId) ?? -1))
  }
  return levels
}

export type Booking = {
  at: number
  branch: number
  product: number
  delta: number
  reason: MovementReason
  actorId: string
  deviceId?: string
  orderId?: string
  transferId?: string
  note?: string
  /** A recount: what was found on the shelf. */
  counted?: number
}

/** Books a movement: the shelf changes, and the ledger's entry carries the balance after it (O4). */
export function book(world: World, booking: Booking): StockMovement {
  const shelf = shelfAt(world, booking.branch, booking.product)
  const before = world.shelves.onHand[shelf] ?? 0
  const balance = before + booking.delta
  if (balance < 0) throw new Error(`the seed would take shelf ${shelf} to ${balance}`)
  world.shelves.onHand[shelf] = balance
  const counted = booking.counted ?? null
  return {
    id: world.newId(booking.at),
    seq: 0,
    _deleted: false,
    branchId: world.shop.branches[booking.branch]?.document.id ?? '',
    productId: world.products[booking.product]?.document.id ?? '',
    delta: booking.delta as StockMovement['delta'],
    balance: balance as StockMovement['balance'],
    reason: booking.reason,
    orderId: booking.orderId ?? null,
    transferId: booking.transferId ?? null,
    counted: counted as StockMovement['counted'],
    expected: (counted === null ? null : before) as StockMovement['expected'],
    note: booking.note ?? null,
    actorId: booking.actorId,
    deviceId: booking.deviceId ?? null,
    createdAt: new Date(booking.at).toISOString(),
  }
}
