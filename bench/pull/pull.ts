import pg from 'pg'
import { median, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { ask } from '../world/post.ts'
import type { World } from '../world/open-world.ts'
import { openShop } from '../world/shop.ts'
import type { Shop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'

const PAGE = 1_000
const FLEET = 100
const ROUNDS = 5
const COLUMNS = `id, seq, deleted as "_deleted", group_id as "groupId", group_title as "groupTitle", title,
  variant_title as "variantTitle", sku, barcode, vendor, category, tags, price, tax_rate as "taxRate", status,
  image_url as "imageUrl", shopify_variant_id as "shopifyVariantId", updated_at as "updatedAt"`

/** pull.first and pull.fleet: the catalogue's way to one new device, and to a hundred at opening time. */
export async function measurePull(world: World, quick: boolean): Promise<Figure[]> {
  const count = quick ? 5_000 : 50_000
  const shop = await openShop(world.owner, world.url, { products: count, devices: FLEET })
  await world.owner.query('vacuum analyze')
  // What the catalogue's writing left behind is on disk before anything is timed.
  await world.owner.query('checkpoint')
  const { cold, bases, values } = await first(world, shop)
  const server = await world.startNode()
  const { lanes } = await signIn(server.url, shop)
  await world.resetStatements()
  const began = performance.now()
  await Promise.all(lanes.map((headers) => pullAll(server.url, headers)))
  const fleetMs = performance.now() - began
  const readings = await world.statements('row_to_json(document)')
  const looks = await world.statements('from "log_heads"')
  const pages = Math.ceil((count + 1) / PAGE)
  await server.stop()
  const [base, value] = [median(bases), median(values)]
  return [
    {
      id: 'pull.first',
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(base),
      ratio: rounded(value / base),
      target: '≤ 1.5 ×',
      met: value / base <= 1.5,
      note:
        `${count} products in pages of ${PAGE} and a few less, so that no page was read before, first request to last ` +
        `byte, at a node that has served once; right after the start of its process: ${rounded(cold)} ms`,
    },
    {
      id: 'pull.fleet',
      value: rounded(readings / pages),
      unit: 'queries/page',
      baseline: null,
      ratio: null,
      target: '≤ 1 query a page',
      met: readings <= pages,
      note: `${FLEET} clients at once in ${rounded(fleetMs)} ms; ${readings} readings of ${pages} pages, and ${looks} looks at the one row of the head, whether the last page, which is not full, still holds`,
    },
  ]
}

/**
 * One client's first sync beside its baseline, in turns. The node is a warm one, as the baseline's Postgres is; what
 * the very first client of a new process waits for is told beside it.
 */
async function first(world: World, shop: Shop): Promise<{ cold: number; bases: number[]; values: number[] }> {
  const server = await world.startNode()
  const { lanes } = await signIn(server.url, shop)
  const pull = async (limit: number): Promise<number> => {
    const began = performance.now()
    await pullAll(server.url, lanes[0] ?? {}, limit)
    return performance.now() - began
  }
  await selectAll(world.url, shop.tenantId)
  const cold = await pull(PAGE)
  const bases: number[] = []
  const values: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    bases.push(await selectAll(world.url, shop.tenantId))
    // Pages of another size are other pages: none of them is in the cache.
    values.push(await pull(PAGE - round))
  }
  await server.stop()
  return { cold, bases, values }
}

async function pullAll(serverUrl: string, headers: Record<string, string>, limit = PAGE): Promise<void> {
  let seq = 0
  for (;;) {
    const { body } = await ask(
      `${serverUrl}/api/v1/replication/products/pull?seq=${seq}&limit=${limit}`,
      headers,
    )
    const text = body.toString('utf8')
    // The checkpoint stands at the end: parsing the documents is the client's own time.
    const [, reached, head] = /"seq":(\d+)\},"head":(\d+)\}$/.exec(text.slice(-100)) ?? []
    if (!text.startsWith('{"documents":[{') || reached === head) return
    seq = Number(reached)
  }
}

/** The same columns as JSON text by the same driver, in one statement. */
async function selectAll(url: string, tenantId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c role=omnisync_app -c jit=off' })
  await client.connect()
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
    const began = performance.now()
    await client.query(
      `select row_to_json(p)::text as document from (select ${COLUMNS} from products where tenant_id = $1 order by seq) p`,
      [tenantId],
    )
    return performance.now() - began
  } finally {
    await client.end()
  }
}
