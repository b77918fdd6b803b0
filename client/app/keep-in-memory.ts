import type { Product } from '../../shared/catalog/product.ts'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Databases } from '../database/open-databases.ts'
import { pagesOf, plain } from '../database/rows.ts'
import type { FillableStock } from '../database/stock-on-hand.ts'
import type { Unsent } from '../database/unsent.ts'
import type { FillableCatalogue } from '../search/catalogue.ts'

/** Fills catalogue and stock: from the store at the start, from then on by what is pulled here or written in another tab. */
export function keepInMemory(
  { collections }: Databases,
  catalogue: FillableCatalogue,
  stock: FillableStock,
  giveWay: () => Promise<void>,
) {
  let stopped = false

  function take(name: CollectionName, documents: readonly unknown[], force: boolean): void {
    if (name === 'products') catalogue.put(documents as Product[], force)
    if (name === 'stockLevels') stock.put(documents as StockLevel[], force)
  }

  const following = (['products', 'stockLevels'] as const).map((name) =>
    collections[name].eventBulks$.subscribe((bulk) => {
      take(
        name,
        bulk.events.map((event) => plain(event.documentData as never)),
        false,
      )
    }),
  )
  async function fill(name: 'products' | 'stockLevels'): Promise<void> {
    for await (const rows of pagesOf(collections[name], 500)) {
      if (stopped) return
      take(name, rows.map(plain), false)
      await giveWay()
    }
  }
  // Not waited for: the till opens at once and knows its first products after the first page.
  void fill('products')
    .then(() => fill('stockLevels'))
    .catch(() => {})
  return {
    take,
    stop() {
      stopped = true
      for (const one of following) one.unsubscribe()
    },
  }
}

/** Keeps the stock less what this device sold and nobody settled. */
export function followPending(unsent: Unsent, stock: FillableStock) {
  const settled = unsent.settled$.subscribe(({ collection, document }) => {
    if (collection === 'orders') stock.settled(document as unknown as Order)
  })
  const waiting = unsent.version$.subscribe(() => {
    stock.follow(
      unsent.all().flatMap((it) => (it.collection === 'orders' ? [it.document as unknown as Order] : [])),
    )
  })
  return {
    stop() {
      settled.unsubscribe()
      waiting.unsubscribe()
    },
  }
}
