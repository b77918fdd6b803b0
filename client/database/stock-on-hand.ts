import { BehaviorSubject } from 'rxjs'
import type { Quantity } from '../../shared/basics/scalars.ts'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import { fingerprintOf } from './fingerprint.ts'
import { levelColumns, type LevelColumnsState } from './level-columns.ts'
import type { StockOnHand } from './shop.ts'

/** What an order or a movement says about stock. */
export type Pieces = Pick<Order, 'id' | 'seq' | 'status' | 'kind' | 'branchId'> & {
  lines: readonly Pick<Order['lines'][number], 'productId' | 'quantity' | 'restock'>[]
}

/** Pieces by level that an order takes from the shelf (or, below zero, brings back). */
type Taken = { seq: number; pieces: Map<string, number> }

export type FillableStock = StockOnHand & {
  /** Only a newer level replaces one that is there, unless `force` says that the one here was damaged (C5). */
  put(levels: readonly StockLevel[], force?: boolean): void
  /** Orders of this device that are unsent: what they took counts until a level says so (client-data, design 1). */
  follow(unsent: readonly Pieces[]): void
  /** An order came back from the server: its pieces count until the levels of its position are here. */
  settled(order: Pieces): void
  /** All levels up to this position of the log have been put. */
  reached(seq: number): void
  /**
   * Says whether all levels are here: what has none then has nothing on the shelf, as the server takes it. Until then
   * nobody knows.
   */
  whole(isWhole: boolean): void
  /** From now on what is not put again is taken for gone: `sweep` takes it away. */
  doubt(): void
  sweep(): void
  /** What its live levels are, for comparing with the store. */
  fingerprint(): string
  /** The highest position that is in it. */
  highest(): number
  /** The levels, for the next start. */
  state(): StockState
}

export type StockState = (readonly [branchId: string, levels: LevelColumnsState])[]

/** What is on the shelf: the replicated level less what was sold here and is not in it yet. In memory, never written. */
export function createStock(
  ownBranchId: string | null,
  onFrame: (then: () => void) => void,
  kept: StockState = [],
): FillableStock {
  const branches = new Map(kept.map(([branchId, levels]) => [branchId, levelColumns(levels)]))
  const settling = new Map<string, Taken>()
  let unsent = new Map<string, Taken>()
  let pending = new Map<string, number>()
  let reachedSeq = 0
  let allHere = false
  const version$ = new BehaviorSubject(0)
  let told = true
  /** Who hears of each level that changes. */
  const watchers = new Set<(productId: string, branchId: string) => void>()

  function changed(): void {
    pending = new Map()
    // By id: an order that is told settled before it left the unsent must not count twice.
    for (const taken of new Map([...unsent, ...settling]).values()) {
      for (const [key, pieces] of taken.pieces) pending.set(key, (pending.get(key) ?? 0) + pieces)
    }
    tell()
  }

  function tell(): void {
    if (!told) return
    told = false
    onFrame(() => {
      told = true
      version$.next(version$.value + 1)
    })
  }

  function levelsOf(branchId: string) {
    let levels = branches.get(branchId)
    if (!levels) branches.set(branchId, (levels = levelColumns()))
    return levels
  }

  function* liveSeqs() {
    for (const levels of branches.values()) yield* levels.liveSeqs()
  }

  return {
    version$: version$.asObservable(),
    watch(heard) {
      watchers.add(heard)
      return () => void watchers.delete(heard)
    },
    onHand(productId, branchId = ownBranchId ?? '') {
      const level = branches.get(branchId)?.of(productId) ?? null
      if (!level && !(allHere && branchId === ownBranchId)) return null
      const sold = pending.get(`${branchId}:${productId}`) ?? 0
      return {
        onHand: (level?.onHand ?? 0) - sold,
        pending: sold,
        velocity: level?.velocity ?? null,
        asOf: level?.updatedAt ?? null,
      }
    },
    put(changedLevels, force = false) {
      for (const level of changedLevels) {
        levelsOf(level.branchId).put(level, force)
        for (const heard of watchers) heard(level.productId, level.branchId)
      }
      if (changedLevels.length > 0) tell()
    },
    follow(orders) {
      unsent = new Map(orders.map((order) => [order.id, takenBy(order)]))
      changed()
    },
    settled(order) {
      if (order.status !== 'accepted' || order.seq <= reachedSeq) return
      settling.set(order.id, takenBy(order))
      changed()
    },
    reached(seq) {
      reachedSeq = Math.max(reachedSeq, seq)
      let left = false
      for (const [id, taken] of settling) {
        if (taken.seq > reachedSeq) continue
        settling.delete(id)
        left = true
      }
      if (left) changed()
    },
    whole(isWhole) {
      if (isWhole === allHere) return
      allHere = isWhole
      tell()
    },
    doubt() {
      for (const levels of branches.values()) levels.doubt()
    },
    sweep() {
      for (const levels of branches.values()) levels.sweep()
      tell()
    },
    fingerprint: () => fingerprintOf(liveSeqs()),
    highest: () => Math.max(0, ...[...branches.values()].map((levels) => levels.highest())),
    state: () => [...branches].map(([branchId, levels]) => [branchId, levels.state()] as const),
  }
}

/** An order without all that stock does not depend on. */
export function piecesOf({ id, seq, status, kind, branchId, lines }: Order): Pieces {
  return {
    id,
    seq,
    status,
    kind,
    branchId,
    lines: lines.map(({ productId, quantity, restock }) => ({ productId, quantity, restock })),
  }
}

/** A movement as what takes its pieces from the shelf or brings them: booked once it has its position. */
export function piecesOfMovement({ id, seq, branchId, productId, delta }: StockMovement): Pieces {
  return {
    id,
    seq,
    status: seq > 0 ? 'accepted' : 'pending',
    kind: delta < 0 ? 'sale' : 'refund',
    branchId,
    lines: [{ productId, quantity: Math.abs(delta) as Quantity, restock: true }],
  }
}

function takenBy(order: Pieces): Taken {
  const pieces = new Map<string, number>()
  for (const line of order.lines) {
    if (order.kind === 'refund' && !line.restock) continue
    const key = `${order.branchId}:${line.productId}`
    pieces.set(key, (pieces.get(key) ?? 0) + (order.kind === 'refund' ? -line.quantity : line.quantity))
  }
  return { seq: order.seq, pieces }
}
