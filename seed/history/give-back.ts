import type { Minor, Quantity } from '../../shared/basics/scalars.ts'
import type { OrderFact, OrderLine } from '../../shared/orders/order.ts'
import type { Original } from '../../shared/orders/settle.ts'
import { settleOrder } from '../../shared/orders/settle.ts'
import { sumsOf } from '../../shared/orders/sums.ts'
import type { Told } from './sell.ts'
import { moneyBack } from './payments.ts'
import { receiptOf } from './receipt.ts'
import { factsFor, settled } from './settle.ts'
import type { Visit } from './visits.ts'
import type { World } from './world.ts'

/** Somebody will bring something back: what, on which day, and what is left of it by then. */
export type ReturnPlan = {
  sale: OrderFact
  /** Shared by all returns of one sale: what one gives back, the next finds gone (O6). */
  original: Original
  branch: number
  day: number
  back: { line: OrderLine; quantity: number; restock: boolean }[]
  reason: string
  /** The same is brought to another lane once more, a day later, by whatever mistake. */
  isTwice: boolean
}

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

function refundOf(world: World, visit: Visit, plan: ReturnPlan): OrderFact {
  const { sale } = plan
  const lines = plan.back.map(({ line, quantity, restock }) =>
    refundLine(world, visit, { line, quantity, restock }),
  )
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0)
  // Of a discount on the whole sale, each line had its part.
  const discount = (sale.subtotal === 0 ? 0 : Math.round((sale.discount * subtotal) / sale.subtotal)) as Minor
  const sums = sumsOf(lines, discount)
  return {
    ...receiptOf(world, visit),
    kind: 'refund',
    customerId: sale.customerId,
    lines,
    discount,
    subtotal: sums.subtotal,
    tax: sums.tax,
    total: sums.total,
    payments: moneyBack(sums.total, sale.payments),
    refundOf: sale.id,
    reason: plan.reason,
    approvals: [],
    note: null,
  }
}

function refundLine(
  world: World,
  visit: Visit,
  { line, quantity, restock }: { line: OrderLine; quantity: number; restock: boolean },
): OrderLine {
  // Rounded up, so that a part never gives back more than was paid for it.
  const discount = Math.ceil((line.discount * quantity) / line.quantity) as Minor
  const total = (quantity * line.unitPrice - discount) as Minor
  const id = world.newId(visit.createdAt)
  return { ...line, id, quantity: quantity as Quantity, discount, total, refundOf: line.id, restock }
}
