import { inTransaction } from '../../server/database/transaction.ts'
import { startImport } from '../../server/shopify/catalogue/start-import.ts'
import { stepCatalogue } from '../../server/shopify/catalogue/step-catalogue.ts'
import { stepStock } from '../../server/shopify/stock/step-stock.ts'
import type { World } from '../world/open-world.ts'
import { openShop } from '../world/shop.ts'
import type { Shop } from '../world/shop.ts'
import { startBusyShop } from './busy-shop-process.ts'
import type { BusyShop } from './busy-shop-process.ts'
import { connect, openEngine } from './engine.ts'

/** A business and its online shop with one catalogue and one stock, and a server that works for them. */
export type LinkedShop = {
  shop: Shop
  online: BusyShop
  serverUrl: string
  /** What both sides have of each product that differs. */
  apart(): Promise<number>
}

/** @param size products of one variant, and lanes */
export async function openLinkedShop(
  world: World,
  size: { products: number; devices: number },
): Promise<LinkedShop> {
  const online = await startBusyShop(size.products)
  const empty = await openShop(world.owner, world.url, { products: 0, devices: size.devices })
  const { tenantId } = empty
  await connect(world, empty, online.locationId)
  const engine = openEngine(world, (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    return fetch(new URL(url.pathname + url.search, online.url), init)
  })
  const work = { deps: engine.deps, tenantId, api: engine.api, signal: new AbortController().signal }
  await inTransaction(engine.database.tenant(tenantId), (tx) =>
    startImport(
      tx,
      engine.deps,
      { tenantId, userId: empty.cashierId, role: 'ADMIN', branchId: null, sessionId: '' },
      'full',
    ),
  )
  while ((await stepCatalogue(work)) === 'more');
  while ((await stepStock(work)) === 'more');
  await engine.close()
  const { rows } = await world.owner.query<{ id: string }>(
    'select id from products where tenant_id = $1 order by sku',
    [tenantId],
  )
  const apart = async (): Promise<number> => {
    const there = await online.levels()
    const here = await world.owner.query<{ itemId: string; onHand: number }>(
      `select v.item_id as "itemId", s.on_hand as "onHand" from shopify_variants v
       join stock_levels s on s.tenant_id = v.tenant_id and s.product_id = v.product_id
       where v.tenant_id = $1`,
      [tenantId],
    )
    if (here.rows.length !== size.products) throw new Error(`${here.rows.length} products are linked`)
    return here.rows.filter(({ itemId, onHand }) => there[itemId] !== onHand).length
  }
  if ((await apart()) > 0) throw new Error('both sides begin apart')
  process.env['BENCH_SANDBOX_URL'] = online.url
  const server = await world.startNode(['--import', `${import.meta.dirname}/reach-sandbox.ts`])
  await online.listen(server.url)
  return { shop: { ...empty, products: rows.map(({ id }) => id) }, online, serverUrl: server.url, apart }
}
