import type { DemoProduct } from '../catalogue/make-products.ts'
import type { Chance } from '../chance.ts'
import type { DemoShop } from '../people/make-shop.ts'
import { demandOf } from './demand.ts'

/** The stock of every branch in flat arrays, at `branch × products + product`: half a million shelves are no burden. */
export type Shelves = {
  onHand: Int32Array
  /** What the branch starts with, when it orders again, and up to how much; 0 for what is never ordered again. */
  initial: Int32Array
  reorderAt: Int32Array
  upTo: Int32Array
}

/** So many shelves hold a few last pieces that are never ordered again: the long tail of every shop. */
const RUN_DOWN = 0.1
const LINES_A_SALE = 2.6

/** Plans shelves by what is wanted of each product: popular things are stocked for two weeks, the rest as a shop likes. */
export function plannedShelves(of: {
  shop: DemoShop
  products: readonly DemoProduct[]
  sales: number
  days: number
  chance: Chance
}): Shelves {
  const { shop, products, chance } = of
  const size = shop.branches.length * products.length
  const make = () => new Int32Array(size)
  const shelves = { onHand: make(), initial: make(), reorderAt: make(), upTo: make() }
  const demand = demandOf(products)
  const crowd = shop.branches.reduce((sum, branch) => sum + branch.weight, 0)
  shop.branches.forEach((branch, branchPlace) => {
    const linesADay = (of.sales * LINES_A_SALE * branch.weight) / crowd / of.days
    products.forEach((product, place) => {
      const shelf = branchPlace * products.length + place
      if (chance.happens(RUN_DOWN)) {
        shelves.initial[shelf] = chance.between(1, 4)
        return
      }
      const aDay = linesADay * demand.shareOf(place)
      const reorderAt = Math.ceil(aDay * 6 + product.shelf * 0.25)
      const upTo = Math.max(reorderAt + 2, Math.ceil(aDay * 16 + product.shelf))
      shelves.reorderAt[shelf] = reorderAt
      shelves.upTo[shelf] = upTo
      shelves.initial[shelf] = chance.between(reorderAt + 1, upTo)
    })
  })
  return shelves
}
