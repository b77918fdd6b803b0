import type { Minor, Quantity } from '../../shared/basics/scalars.ts'
import type { Approval, OrderLine } from '../../shared/orders/order.ts'
import type { Chance } from '../chance.ts'
import { onHandAt } from './shelves.ts'
import type { Visit } from './scenes.ts'
import type { World } from './world.ts'
import { isKept } from './world.ts'

/** How many different things are in a basket, from one to six. */
const sizes = [36, 27, 17, 10, 6, 4]
const LINE_DISCOUNT = 0.07
/** A manager's word is needed from here on. */
const BIG_DISCOUNT = 20
const OVERRIDE = 0.006

export type Basket = { lines: OrderLine[]; approvals: Approval[] }

/**
 * What a customer takes from the shelves: popular things, a few pieces of each, nothing that is not there. Sometimes a
 * line is discounted, rarely its price changed, either with a manager's word where it is much.
 */
export function fillBasket(world: World, visit: Visit): Basket {
  const chance = world.chance('baskets')
  const taken = new Map<number, number>()
  const wanted = chance.weighted(sizes) + 1
  // Tries are bounded: what is popular may be sold out everywhere.
  for (let look = 0; look < wanted * 6 && taken.size < wanted; look += 1) {
    const product = world.demand.wish(chance)
    const about = world.products[product]
    if (!about || taken.has(product) || isKept(world, visit.branch, product)) continue
    if (about.archivedAt !== null && about.archivedAt <= visit.createdAt) continue
    const has = onHandAt(world, visit.branch, product)
    if (has > 0) taken.set(product, Math.min(has, pieces(about.most, chance)))
  }
  const lines = [...taken].map(([product, quantity]) => lineOf(world, visit, product, quantity))
  const approvals = lines.flatMap((line) => cheaper(world, visit, line, chance))
  return { lines, approvals }
}

/** A line of a product at its full price. */
export function lineOf(world: World, visit: Visit, product: number, quantity: number): OrderLine {
  const document = world.products[product]?.document
  if (!document) throw new Error(`there is no product ${product}`)
  const { id: productId, sku, title, price, taxRate } = document
  return {
    id: world.newId(visit.createdAt),
    productId,
    sku,
    title,
    quantity: quantity as Quantity,
    unitPrice: price,
    discount: 0 as Minor,
    taxRate,
    total: (quantity * price) as Minor,
  }
}

function pieces(most: number, chance: Chance): number {
  if (chance.happens(0.75)) return 1
  return chance.between(1, most)
}

/** Makes some lines cheaper, and gives the approvals that this took. */
function cheaper(world: World, visit: Visit, line: OrderLine, chance: Chance): Approval[] {
  const full = line.quantity * line.unitPrice
  const approval = (kind: string, reason: string, details: Record<string, unknown>): Approval => ({
    kind,
    approverId: world.shop.adminId,
    reason,
    at: new Date(visit.createdAt).toISOString(),
    details: { lineId: line.id, ...details },
  })
  if (chance.happens(OVERRIDE)) {
    const price = Math.max(1, Math.round(line.unitPrice * (0.7 + 0.2 * chance.real()))) as Minor
    const details = { was: line.unitPrice, price }
    line.unitPrice = price
    line.total = (line.quantity * price) as Minor
    return [approval('price_override', chance.pick(['Shelf label was old', 'Matched a competitor']), details)]
  }
  if (!chance.happens(LINE_DISCOUNT)) return []
  const percent = chance.pick([5, 10, 10, 15, BIG_DISCOUNT])
  line.discount = Math.round((full * percent) / 100) as Minor
  line.total = (full - line.discount) as Minor
  if (percent < BIG_DISCOUNT) return []
  return [approval('line_discount', chance.pick(['Last of its kind', 'Slightly marked']), { percent })]
}
