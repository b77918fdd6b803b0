import type { Minor } from '../../shared/basics/scalars.ts'
import type { OrderFact, OrderLine } from '../../shared/orders/order.ts'
import { originalOf, settleOrder } from '../../shared/orders/settle.ts'
import { sumsOf } from '../../shared/orders/sums.ts'
import type { Chance } from '../chance.ts'
import { fillBasket, lineOf } from './basket.ts'
import type { Told, Visit } from './scenes.ts'
import { planReturn } from './give-back.ts'
import { paymentsFor } from './payments.ts'
import { receiptOf } from './receipt.ts'
import { factsFor, settled } from './settle.ts'
import { onHandAt } from './shelves.ts'
import { spoil } from './spoil.ts'
import type { World } from './world.ts'
import { isKept } from './world.ts'

type Buying = Extract<Visit['does'], { kind: 'buys' }>

const ORDER_DISCOUNT = 0.04
const KNOWN_CUSTOMER = 0.35
/** A product counts as scarce with so few on the shelf, and so many shelves are looked at to find one. */
const SCARCE = 3
const LOOKS = 400

/**
 * A sale as the lane wrote it and the server settled it. Nothing comes of a visit whose basket stayed empty.
 */
export function sell(world: World, visit: Visit, does: Buying, today: number): Told {
  const fact = saleOf(world, visit, does)
  if (!fact) return { settlement: null }
  if (does.spoiled !== undefined) return { settlement: spoil(world, visit, fact, does.spoiled) }
  const decision = settleOrder(fact, factsFor(world, visit.branch, fact, new Map()))
  const outcome = settled(world, visit, fact, decision)
  if (outcome.kind === 'case') return { settlement: null, openCase: outcome.openCase }
  const plan = planReturn(world, visit, { fact, original: originalOf(fact, true), today })
  return plan ? { settlement: outcome.settlement, plan } : { settlement: outcome.settlement }
}

function saleOf(world: World, visit: Visit, does: Buying): OrderFact | null {
  const chance = world.chance('sales')
  const basket = fillBasket(world, visit)
  const lines = [...partLines(world, visit, does, basket.lines), ...basket.lines]
  if (lines.length === 0) return null
  const subtotal = lines.reduce((sum, line) => sum + line.total, 0)
  const discount = orderDiscount(subtotal, chance)
  const sums = sumsOf(lines, discount)
  return {
    ...receiptOf(world, visit),
    kind: 'sale',
    customerId: customerOf(world, visit, chance),
    lines,
    discount,
    subtotal: sums.subtotal,
    tax: sums.tax,
    total: sums.total,
    payments: paymentsFor(sums.total, chance),
    refundOf: null,
    reason: null,
    approvals: basket.approvals,
    note: null,
  }
}

/**
 * The line that a story adds: the rival takes all there is of something scarce, the victim sells more than there is,
 * and of the demo's last piece one goes while another is left.
 */
function partLines(world: World, visit: Visit, { part }: Buying, basket: readonly OrderLine[]): OrderLine[] {
  if (!part) return []
  const inBasket = new Set(basket.map((line) => world.placeOf.get(line.productId)))
  part.story.product ??= scarceProduct(world, visit, inBasket)
  const product = part.story.product
  if (product === null || inBasket.has(product)) return []
  const has = onHandAt(world, visit.branch, product)
  const quantity = { rival: Math.min(has, SCARCE), victim: has + 1, 'last piece': has > 1 ? 1 : 0 }[part.role]
  return quantity > 0 ? [lineOf(world, visit, product, quantity)] : []
}

function scarceProduct(
  world: World,
  { branch, createdAt }: Visit,
  not: ReadonlySet<number | undefined>,
): number | null {
  const chance = world.chance('stories')
  for (let look = 0; look < LOOKS; look += 1) {
    const product = chance.between(0, world.products.length - 1)
    const archivedAt = world.products[product]?.archivedAt ?? null
    const has = onHandAt(world, branch, product)
    if (has < 1 || has > SCARCE || not.has(product) || isKept(world, branch, product)) continue
    if (archivedAt === null || archivedAt > createdAt) return product
  }
  return null
}

function orderDiscount(subtotal: number, chance: Chance): Minor {
  if (!chance.happens(ORDER_DISCOUNT)) return 0 as Minor
  const discount = chance.happens(0.5) ? Math.round(subtotal / 20) : 500
  return (discount < subtotal / 2 ? discount : 0) as Minor
}

/** Somebody whom the shop has met by then. */
function customerOf(world: World, visit: Visit, chance: Chance): string | null {
  if (!chance.happens(KNOWN_CUSTOMER) || world.customers.length === 0) return null
  const customer = chance.pick(world.customers)
  return Date.parse(customer.updatedAt) < visit.createdAt ? customer.id : null
}
