import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { ShopDay } from './calendar.ts'
import type { Settlement } from './settlement.ts'
import { settlement } from './settlement.ts'
import { book, keepLastPiece, onHandAt, shelfAt } from './shelves.ts'
import type { World } from './world.ts'
import { isKept } from './world.ts'

/** Movements in one transaction: as many as a server would book at once. */
const TOGETHER = 200
const HOUR = 3_600_000
const WEDNESDAY = 3
/** So many of the shelves that are never ordered again are found empty by a count one day. */
const FOUND_EMPTY = 0.4

/** The first stock of every product at every branch, as it was taken over from what the shop used before. */
export function* openingStock(world: World): Generator<Settlement> {
  keepLastPiece(world)
  for (const [branch, { keeperId }] of world.shop.branches.entries()) {
    const at = world.begins + (branch + 1) * 60_000
    const movements = function* () {
      for (const product of world.products.keys()) {
        const delta = world.shelves.initial[shelfAt(world, branch, product)] ?? 0
        yield book(world, {
          at,
          branch,
          product,
          delta,
          reason: 'import',
          actorId: keeperId,
          note: 'Opening stock',
        })
      }
    }
    yield* inTransactions(at, movements())
  }
}

/** What happens to the shelves before the doors open: deliveries, counts, breakage, and stock moved between branches. */
export function* morning(world: World, day: ShopDay): Generator<Settlement> {
  for (const branch of world.shop.branches.keys()) {
    // Branches have two delivery days a week each, not all the same.
    const isDelivery = (day.weekday + branch) % 3 === 1
    if (isDelivery) yield* inTransactions(day.opens - 2 * HOUR, delivery(world, branch, day))
  }
  yield* inTransactions(day.opens - HOUR, counts(world, day))
  if (day.weekday === WEDNESDAY) yield* transfers(world, day)
}

function* delivery(world: World, branch: number, day: ShopDay): Generator<StockMovement> {
  const at = day.opens - 2 * HOUR
  const actorId = world.shop.branches[branch]?.keeperId ?? world.shop.adminId
  const { reorderAt, upTo, onHand } = world.shelves
  for (const [product, { archivedAt, document }] of world.products.entries()) {
    const shelf = shelfAt(world, branch, product)
    const wanted = upTo[shelf] ?? 0
    const has = onHand[shelf] ?? 0
    if (wanted === 0 || has > (reorderAt[shelf] ?? 0) || (archivedAt !== null && archivedAt < at)) continue
    const note = `Delivery ${day.date}, ${document.vendor}`
    yield book(world, { at, branch, product, delta: wanted - has, reason: 'receive', actorId, note })
  }
}

/** A few shelves are counted each day, and some hold other than was thought; a few pieces break. */
function* counts(world: World, day: ShopDay): Generator<StockMovement> {
  const at = day.opens - HOUR
  const chance = world.chance('supplies')
  const counted = Math.min(30, Math.ceil(world.products.length / 300))
  for (const [branch, { keeperId: actorId }] of world.shop.branches.entries()) {
    for (const product of emptyShelves(world, branch)) {
      const delta = -onHandAt(world, branch, product)
      yield book(world, {
        at,
        branch,
        product,
        delta,
        reason: 'recount',
        counted: 0,
        actorId,
        note: 'Shelf is empty',
      })
    }
    for (let round = 0; round < counted; round += 1) {
      const product = chance.between(0, world.products.length - 1)
      const has = onHandAt(world, branch, product)
      if (has < 2 || isKept(world, branch, product)) continue
      const isBroken = chance.happens(0.2)
      const delta = isBroken || chance.happens(0.65) ? -1 : 1
      const what = isBroken
        ? ({
            reason: 'damage',
            note: chance.pick(['Damaged in the store', 'Torn packaging', 'Past its date']),
          } as const)
        : ({ reason: 'recount', note: 'Stock count', counted: has + delta } as const)
      yield book(world, { at, branch, product, delta, actorId, ...what })
    }
  }
}

/** Shelves of the long tail whose turn it is to be found empty. */
function* emptyShelves(world: World, branch: number): Generator<number> {
  const chance = world.chance('empty shelves')
  const count = world.products.length
  // As many looks a day as spread over all days make the wanted part of all shelves.
  const looks = Math.ceil((count * FOUND_EMPTY) / world.days.length)
  for (let look = 0; look < looks; look += 1) {
    const product = chance.between(0, count - 1)
    const isRunDown = world.shelves.upTo[shelfAt(world, branch, product)] === 0
    if (isRunDown && !isKept(world, branch, product) && onHandAt(world, branch, product) > 0) yield product
  }
}

/** What one branch has plenty of goes where it is nearly out: two movements that exist together (M2). */
function* transfers(world: World, day: ShopDay): Generator<Settlement> {
  const chance = world.chance('transfers')
  const last = world.shop.branches.length - 1
  if (last === 0) return
  const at = day.opens - HOUR / 2
  for (let look = 0; look < 400; look += 1) {
    const product = chance.between(0, world.products.length - 1)
    const from = chance.between(0, last)
    const to = (from + chance.between(1, last)) % (last + 1)
    if (isKept(world, to, product) || isKept(world, from, product)) continue
    if (onHandAt(world, from, product) < 8 || onHandAt(world, to, product) > 1) continue
    const shared = { at, product, transferId: world.newId(at) }
    const sender = world.shop.branches[from]
    const receiver = world.shop.branches[to]
    if (!sender || !receiver) continue
    const out = {
      ...shared,
      branch: from,
      delta: -3,
      reason: 'transfer_out',
      actorId: sender.keeperId,
    } as const
    const into = {
      ...shared,
      branch: to,
      delta: 3,
      reason: 'transfer_in',
      actorId: receiver.keeperId,
    } as const
    yield* inTransactions(at, [
      book(world, { ...out, note: `To ${receiver.document.name}` }),
      book(world, { ...into, note: `From ${sender.document.name}` }),
    ])
  }
}

/** The last evening's count: of the demo's scarce product one piece is left. */
export function* lastPieceCount(world: World, at: number): Generator<Settlement> {
  const product = world.lastPiece
  if (product === -1 || onHandAt(world, 0, product) <= 1) return
  const actorId = world.shop.branches[0]?.keeperId ?? world.shop.adminId
  const delta = 1 - onHandAt(world, 0, product)
  const counted = {
    at,
    branch: 0,
    product,
    delta,
    reason: 'recount',
    counted: 1,
    actorId,
    note: 'Stock count',
  } as const
  yield* inTransactions(at, [book(world, counted)])
}

function* inTransactions(at: number, movements: Iterable<StockMovement>): Generator<Settlement> {
  let open = settlement(at, [])
  for (const document of movements) {
    open.entries.push({ collection: 'stockMovements', document })
    if (open.entries.length < TOGETHER) continue
    yield open
    open = settlement(at, [])
  }
  if (open.entries.length > 0) yield open
}
