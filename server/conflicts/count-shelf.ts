import { fulfil } from '../../shared/conflicts/decide-case.ts'
import type { Counted, OpenCase } from '../../shared/conflicts/decide-case.ts'
import type { ShelfCount, ShelfCounted } from '../../shared/conflicts/desk-case.ts'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { recountOf } from '../inventory/recount-of.ts'
import { holdStock } from '../inventory/stock.ts'
import type { Booking } from '../inventory/stock.ts'
import { holdCases } from '../orders/close-case.ts'
import { countedSince } from './counted-since.ts'
import { countCases } from './queries.ts'
import { settleBackorders, settleBehind } from './settle-backorders.ts'
import { entriesOf, writeEndings } from './write-endings.ts'

/** Cases closed by one count: with the movements of their lines a transaction stays short (L6). */
const MOST_CLOSED = 200

/**
 * Closes all cases of one shelf by one count (O7), oldest first. `counted` is what lies there now, the goods of the
 * cases gone: so one recount brings the level to what was counted and what left with them, the sales take theirs, and
 * the shelf ends at what was counted. A case that lacks other products too is left, unless those were counted since; so
 * is one whose goods have not left, and what is beyond two hundred: the same count again takes up where this one ended.
 * The count is booked also where it finds what the books say: what is left is decided by whether there was one.
 * Pieces of returns that wait are not in it: the desk asks to count without them, as tills asked to keep them aside. So
 * what a refund behind these sales brings back comes on top of what was counted.
 *
 * @throws ApiError case/unknown where the shelf has no case
 */
export async function countShelf(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  { branchId, productId, counted, reason }: ShelfCount,
): Promise<ShelfCounted> {
  const { tenantId, userId } = caller
  const shelf = { branchId, productId }
  const cases = await holdCases(tx, tenantId, shelf, MOST_CLOSED)
  if (cases.length === 0) throw new ApiError('case/unknown')
  const levels = cases.flatMap((order) =>
    order.lines.map((line) => ({ branchId, productId: line.productId })),
  )
  const onHand = await holdStock(tx, tenantId, [shelf, ...levels])
  const level = stockLevelId(branchId, productId)
  const expected = onHand.get(level) ?? 0
  const counts = await countedSince(
    tx,
    tenantId,
    cases.map((order) => ({
      order,
      productIds: order.lines.map((line) => line.productId).filter((id) => id !== productId),
    })),
  )
  const { closing, leaving } = closable(cases, onHand, level, counts)
  const at = new Date(deps.now()).toISOString()
  const said = { ...shelf, counted: counted + leaving, expected, note: reason, actorId: userId, at }
  onHand.set(level, counted + leaving)
  const sales = closing.flatMap((order) => {
    const decision = fulfil(order, onHand, counts.get(order.id))
    if (decision?.kind !== 'accepted') throw new Error(`order ${order.id} was to be there and is not`)
    return entriesOf(order, decision.moves, deps, userId, at)
  })
  const movements: Booking[] = [recountOf(deps, said), ...sales]
  const settlement = { action: 'recount' as const, by: userId, at, reason }
  const closed = await writeEndings(
    tx,
    deps,
    tenantId,
    {
      endings: closing.map((order) => ({ order, status: 'accepted', settlement })),
      movements,
      audit: closing.map((order) => ({
        id: deps.newId(),
        at,
        actorId: userId,
        deviceId: null,
        action: 'case.recount',
        subject: 'orders',
        subjectId: order.id,
        details: {
          reason,
          productId,
          counted,
          shortages: order.conflict.shortages,
          together: closing.length,
        },
      })),
    },
    at,
  )
  await settleBehind(tx, deps, tenantId, closed)
  await settleBackorders(tx, deps, tenantId)
  const openHere = { ...shelf, state: 'open' as const, after: null, limit: 0 }
  return {
    closed: closed.map(({ id, seq }) => ({ id, seq })),
    left: await countCases(tx, tenantId, openHere),
  }
}

/** The cases that lack nothing but this shelf's product, oldest first, and how many pieces of it left with them. */
function closable(
  cases: readonly OpenCase[],
  onHand: ReadonlyMap<string, number>,
  level: string,
  counts: ReadonlyMap<string, Counted>,
) {
  const rest = new Map(onHand)
  const closing: OpenCase[] = []
  let leaving = 0
  for (const order of cases) {
    const tried = new Map(rest).set(level, Infinity)
    if (!fulfil(order, tried, counts.get(order.id))) continue
    for (const [name, left] of tried) if (name !== level) rest.set(name, left)
    leaving += order.lines
      .filter(({ productId }) => stockLevelId(order.branchId, productId) === level)
      .reduce((sum, { quantity }) => sum + quantity, 0)
    closing.push(order)
  }
  return { closing, leaving }
}
