import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { sealOf } from '../../server/orders/seal.ts'
import type { DemoProduct } from '../catalogue/make-products.ts'
import { makeProducts } from '../catalogue/make-products.ts'
import type { Chance } from '../chance.ts'
import { chanceOf } from '../chance.ts'
import type { NewId } from '../ids.ts'
import { idsOf } from '../ids.ts'
import type { SeedSize } from '../options.ts'
import { makeCustomers } from '../people/make-customers.ts'
import type { DemoShop } from '../people/make-shop.ts'
import { makeShop } from '../people/make-shop.ts'
import type { ShopDay } from './calendar.ts'
import { shopDays } from './calendar.ts'
import type { Demand } from './demand.ts'
import { demandOf } from './demand.ts'
import type { Shelves } from './plan-shelves.ts'
import { plannedShelves } from './plan-shelves.ts'

/** Everything that the simulated months are made of. Branches and products are named by their place in the lists. */
export type World = {
  shop: DemoShop
  products: DemoProduct[]
  /** The place of a product by its id. */
  placeOf: ReadonlyMap<string, number>
  customers: Customer[]
  /** What the server knows of the catalogue when it settles an order. */
  catalogue: OrderFacts['products']
  days: ShopDay[]
  /** When the shop was set up, and the moment at which the story ends. */
  begins: number
  now: number
  /** How many sales there are to be in all. */
  sales: number
  demand: Demand
  shelves: Shelves
  /** The product of which one piece must be left at the first branch, so that an oversell can be shown; -1 if none. */
  lastPiece: number
  /** Receipts printed so far, by lane id. */
  receipts: Map<string, number>
  newId: NewId
  /** A source of chance of its own for each part of the story. */
  chance: (part: string) => Chance
  /** The server's seal (O10); null where the seed knows no secret. */
  seal: (fact: OrderFact, status: 'accepted' | 'cancelled', settledAt: string) => string | null
}

const DAY = 86_400_000
const LAST_PIECE = 'Linen Shirt — White / M'
/** Refunds come on top of the sales: about so many. */
const REFUNDS = 0.032

/** Sets the stage: the shop, its catalogue, its customers and the plan of its shelves. Nothing has happened yet. */
export function makeWorld(size: SeedSize, now: number, timeZone: string, secret: string | null): World {
  const { seed } = size
  const days = shopDays(now, size.days, timeZone)
  const begins = (days[0]?.opens ?? now) - DAY
  const shop = makeShop({ seed, branches: size.branches, from: begins, timeZone })
  const products = makeProducts({ seed, count: size.products, from: begins, until: now })
  const customers = makeCustomers({ seed, count: size.customers, from: begins + 30_000, until: now })
  const chance = sources(seed)
  const sales = Math.round(size.orders / (1 + REFUNDS))
  return {
    shop,
    products,
    placeOf: new Map(products.map((product, place) => [product.document.id, place])),
    customers,
    catalogue: new Map(products.map(({ document }) => [document.id, { ...document, archived: false }])),
    days,
    begins,
    now,
    sales,
    demand: demandOf(products),
    shelves: plannedShelves({ shop, products, sales, days: size.days, chance: chance('shelves') }),
    lastPiece: products.findIndex((product) => product.document.title === LAST_PIECE),
    receipts: new Map(),
    newId: idsOf(chance('ids')),
    chance,
    seal: (fact, status, settledAt) => (secret === null ? null : sealOf(secret, { fact, status, settledAt })),
  }
}

/** Whether a shelf is kept for the demo's last piece: nothing but the story's own sales may touch it. */
export function isKept(world: World, branch: number, product: number): boolean {
  return branch === 0 && product === world.lastPiece
}

function sources(seed: number): (part: string) => Chance {
  const made = new Map<string, Chance>()
  return (part) => {
    const found = made.get(part) ?? chanceOf(seed, part)
    made.set(part, found)
    return found
  }
}
