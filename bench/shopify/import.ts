import { inTransaction } from '../../server/database/transaction.ts'
import type { ShopApi } from '../../server/shopify/api/shop-api.ts'
import { startImport } from '../../server/shopify/catalogue/start-import.ts'
import { stepCatalogue } from '../../server/shopify/catalogue/step-catalogue.ts'
import type { Figure } from '../figure.ts'
import { rounded } from '../figure.ts'
import { openShop } from '../world/shop.ts'
import type { World } from '../world/open-world.ts'
import { connect, openEngine } from './engine.ts'
import { startSandbox } from './sandbox-process.ts'

const VARIANTS_EACH = 4

/**
 * shopify.import: variants a second that an import into an empty business takes over, beside as many as the bucket
 * gives points for. The bucket is emptied first, as good as: a full one would pay for most of it.
 */
export async function measureImport(world: World, quick: boolean): Promise<Figure[]> {
  const variants = quick ? 2_000 : 10_000
  const sandbox = await startSandbox({ products: variants / VARIANTS_EACH, variants: VARIANTS_EACH })
  const shop = await openShop(world.owner, world.url, { products: 0, devices: 1 })
  const spent = { points: 0 }
  const shopFetch: typeof fetch = async (input, init) => {
    const reply = await sandbox.shopFetch(input, init)
    const body = (await reply
      .clone()
      .json()
      .catch(() => ({}))) as Costly
    spent.points += body.extensions?.cost?.actualQueryCost ?? 0
    return reply
  }
  const { deps, api, database, close } = openEngine(world, shopFetch)
  try {
    await connect(world, shop, '1')
    await drain(api)
    const { restoreRate: rate = Number.NaN, available: left = Number.NaN } = api.budget() ?? {}
    const tenant = database.tenant(shop.tenantId)
    const caller = {
      tenantId: shop.tenantId,
      userId: shop.cashierId,
      role: 'ADMIN',
      branchId: null,
      sessionId: '',
    } as const
    spent.points = 0
    const begun = performance.now()
    await inTransaction(tenant, (tx) => startImport(tx, deps, caller, 'full'))
    const { signal } = new AbortController()
    while ((await stepCatalogue({ deps, tenantId: shop.tenantId, api, signal })) === 'more');
    const seconds = (performance.now() - begun) / 1_000
    const { rows } = await world.owner.query<{ created: number; state: string }>(
      'select created, state from shopify_imports where tenant_id = $1',
      [shop.tenantId],
    )
    if (rows[0]?.created !== variants || rows[0].state !== 'done')
      throw new Error(`the import came to ${JSON.stringify(rows)}`)
    const [value, baseline] = [variants / seconds, (variants * rate) / (spent.points - left)]
    return [
      {
        id: 'shopify.import',
        value: rounded(value),
        unit: 'variants/s',
        baseline: rounded(baseline),
        ratio: rounded(value / baseline),
        target: '≥ 0.9 of what the bucket allows',
        met: value / baseline >= 0.9,
        note:
          `${variants} variants, ${VARIANTS_EACH} a product, for ${spent.points} points at ${rate} a second, with ` +
          `${rounded(left)} in the bucket, in ${rounded(seconds)} s; with the products, links, levels and their positions committed`,
      },
    ]
  } finally {
    await sandbox.stop()
    await close()
  }
}

type Costly = { extensions?: { cost?: { actualQueryCost?: number | null } } }

/** Spends what there is on pages that nobody reads. */
async function drain(api: ShopApi): Promise<void> {
  const text = `query Drain { products(first: 250) { nodes { id variants(first: 50) { nodes { id inventoryItem { id } } } } } }`
  for (let left = Infinity; left > 120; left = api.budget()?.available ?? Infinity) {
    const answer = await api.ask({ name: 'Drain', text }, {})
    if (answer.kind === 'failed') throw new Error(answer.fault.message)
  }
}
