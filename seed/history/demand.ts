import type { Chance } from '../chance.ts'
import type { DemoProduct } from '../catalogue/make-products.ts'

/** What customers want. */
export type Demand = {
  /** The product that a customer reaches for: its place in the catalogue. */
  wish: (chance: Chance) => number
  /** A product's share of all that is wanted, 0 to 1. */
  shareOf: (product: number) => number
}

/** Demand by the products' weights: a few are popular, most are not. */
export function demandOf(products: readonly DemoProduct[]): Demand {
  const reached = new Float64Array(products.length)
  let total = 0
  products.forEach((product, at) => {
    total += product.weight
    reached[at] = total
  })
  return {
    wish: (chance) => firstAbove(reached, chance.real() * total),
    shareOf: (product) => (products[product]?.weight ?? 0) / total,
  }
}

/** Binary search: there may be fifty thousand products and half a million wishes. */
function firstAbove(rising: Float64Array, value: number): number {
  let low = 0
  let high = rising.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
