import type { OrderFact } from '../../shared/orders/order.ts'
import { leftOfSale, refundSums } from '../../shared/orders/refund-of-sale.ts'
import type { Original } from '../../shared/orders/settle.ts'
import { settleOrder } from '../../shared/orders/settle.ts'
import type { ReturnPlan, Told, Visit } from './scenes.ts'
import { moneyBack } from './payments.ts'
import { receiptOf } from './receipt.ts'
import { factsFor, settled } from './settle.ts'
import type { World } from './world.ts'

const BROUGHT_BACK = 0.036
const WITHIN_DAYS = 14
/** The first of so many returns is brought twice. */
const TWICE = 40
const reasons = ['Wrong size', 'Did not like the colour', 'Gift, not wanted', 'Changed mind', 'Bought twice']

/** Whether a sale will come back, in whole or in part, within two weeks; null where it stays sold. */
export function planReturn(
  world: World,
  visit: Visit,
  of: { fact: OrderFact; original: Original; today: number },
): ReturnPlan | null {
  const chance = world.chance('returns')
  if (!chance.happens(BROUGHT_BACK)) return null
  const lastPieceId = world.products[world.lastPiece]?.document.id
  const lines = of.fact.lines.filter(
    (line) => line.productId !== lastPieceId && (chance.happens(0.6) || line.total === 0),
  )
  const day = of.today + chance.between(1, WITHIN_DAYS)
  if (lines.length === 0 || day >= world.days.length) return null
  const isFaulty = chance.happens(0.15)
  return {
    sale: of.fact,
    original: of.original,
    branch: visit.branch,
    day,
    back: lines.map((line) => ({
      line,
      quantity: chance.happens(0.7) ? line.quantity : chance.between(1, line.quantity),
      restock: !isFaulty,
    })),
    reason: isFaulty ? 'Faulty' : chance.pick(reasons),
    isTwice: chance.between(1, TWICE) === 1,
  }
}

/** A refund as the lane wrote it and the server settled it: never more than what is left of the sale (O6). */
export function giveBack(world: World, visit: Visit, plan: ReturnPlan): Told {
  const fact = refundOf(world, visit, plan)
  const originals = new Map([[plan.sale.id, plan.original]])
  const outcome = settled(
    world,
    visit,
    fact,
    settleOrder(fact, factsFor(world, visit.branch, fact, originals)),
  )
  if (outcome.kind === 'case') return { settlement: null, openCase: outcome.openCase }
  if (!plan.isTwice) return { settlement: outcome.settlement }
  return { settlement: outcome.settlement, plan: { ...plan, day: plan.day + 1, isTwice: false } }
}

/** By the till's own sums. The lane knows of no other return: the same goods brought twice are its mistake to make. */
function refundOf(world: World, visit: Visit, plan: ReturnPlan): OrderFact {
  const { sale } = plan
  const back = plan.back.map(({ line, ...returned }) => ({ ...returned, lineId: line.id }))
  const sums = refundSums(leftOfSale(sale, []), back, () => world.newId(visit.createdAt))
  return {
    ...receiptOf(world, visit),
    kind: 'refund',
    customerId: sale.customerId,
    ...sums,
    payments: moneyBack(sums.total, sale.payments),
    refundOf: sale.id,
    reason: plan.reason,
    approvals: [],
    note: null,
  }
}
