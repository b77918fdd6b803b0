import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { writeHeadNews } from '../../server/log/news-payload.ts'
import { ask, call } from '../world/post.ts'
import type { Probe } from './probe.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'

declare const till: Probe

const SECONDS = 5

export type Changes = { perSecond: number; frames: number[]; busyShare: number; tasks: number[] }
/** Changes the levels of these products. */
type Book = (productIds: readonly string[]) => Promise<unknown>

/** Deliveries for many products, about a thousand a second, while a page is open: each changes a level that it shows. */
export async function measureChanges(shop: ShopToSellIn, page: Page): Promise<Changes> {
  const branchId = await someBranch(shop)
  const headers = await openLane(shop, branchId)
  return await watchChanges(shop, page, branchId, 1_000, (productIds) =>
    ask(`${shop.origin}/api/v1/replication/stockMovements/push`, headers, delivery(branchId, productIds)),
  )
}

/**
 * Ten thousand levels a second, which is more than the server settles beside a browser on the same cores: so they are
 * changed by hand, as settling writes them, and told to the nodes as settling tells them.
 */
export async function measureManyChanges(shop: ShopToSellIn, page: Page): Promise<Changes> {
  const { owner } = shop.world
  const branchId = await someBranch(shop)
  return await watchChanges(shop, page, branchId, 10_000, async (productIds) => {
    await owner.query(
      `update stock_levels l set on_hand = l.on_hand + 1, seq = taken.before + n.number
       from (select take_positions(tenant_id, jsonb_build_array(jsonb_build_array('stockLevels', $3::integer))) as before
             from branches where id = $1) taken,
         unnest($2::uuid[]) with ordinality n (id, number)
       where l.branch_id = $1 and l.product_id = n.id`,
      [branchId, productIds, productIds.length],
    )
    const { rows } = await owner.query<{ tenantId: string; epoch: string; head: string; collections: never }>(
      `select tenant_id as "tenantId", epoch, head, collections
       from heads_of(array(select tenant_id from branches where id = $1))`,
      [branchId],
    )
    const news = writeHeadNews(rows.map((row) => ({ ...row, head: Number(row.head) })))
    await owner.query("select pg_notify('omnisync_heads', payload) from unnest($1::text[]) payload", [news])
  })
}

async function someBranch({ world }: ShopToSellIn): Promise<string> {
  const { rows } = await world.owner.query<{ id: string }>('select id from branches limit 1')
  return rows[0]?.id ?? ''
}

/** A lane that takes deliveries; gives what its requests carry. */
async function openLane(shop: ShopToSellIn, branchId: string): Promise<Record<string, string>> {
  const login = Buffer.from(JSON.stringify({ email: 'admin@demo.test', password: 'demo' }))
  const session = await ask(`${shop.origin}/api/v1/auth/login`, {}, login)
  const { accessToken } = JSON.parse(session.body.toString()) as { accessToken: string }
  const lane = { id: v7(), name: 'Deliveries', branchId }
  const authorization = `Bearer ${accessToken}`
  const opened = await call(
    `${shop.origin}/api/v1/devices`,
    { authorization },
    Buffer.from(JSON.stringify(lane)),
  )
  if (opened.status !== 201) throw new Error(`no lane was opened: ${opened.body.toString()}`)
  return { authorization, 'x-device-id': lane.id }
}

/** Books so many levels a second, a fourth of a second's at a time, and watches the page meanwhile. */
async function watchChanges(
  { world }: ShopToSellIn,
  page: Page,
  branchId: string,
  perSecond: number,
  book: Book,
): Promise<Changes> {
  const { rows } = await world.owner.query<{ product_id: string }>(
    'select product_id from stock_levels where branch_id = $1 limit $2',
    [branchId, SECONDS * perSecond],
  )
  const productIds = rows.map((row) => row.product_id)
  const atOnce = perSecond / 4

  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busy = async () =>
    (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')
      ?.value ?? 0
  const busyBefore = await busy()
  const from = await page.evaluate(() => performance.now())
  const watched = page.evaluate((ms) => till.frames(ms), (SECONDS + 1) * 1_000)
  const began = performance.now()
  for (let from = 0; from < productIds.length; from += atOnce) {
    await book(productIds.slice(from, from + atOnce))
    const wait = began + ((from + atOnce) / perSecond) * 1_000 - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  const seconds = (performance.now() - began) / 1_000
  const frames = await watched
  const tasks = (await page.evaluate(() => till.tasks)).filter(({ at }) => at > from).map(({ ms }) => ms)
  return {
    perSecond: productIds.length / seconds,
    frames,
    tasks,
    busyShare: ((await busy()) - busyBefore) / (SECONDS + 1),
  }
}

function delivery(branchId: string, productIds: readonly string[]): Buffer {
  const rows = productIds.map((productId) => ({
    newDocumentState: {
      id: v7(),
      seq: 0,
      _deleted: false,
      branchId,
      productId,
      delta: 1,
      balance: null,
      reason: 'receive',
      orderId: null,
      transferId: null,
      note: null,
      actorId: null,
      deviceId: null,
      createdAt: new Date().toISOString(),
    },
  }))
  return Buffer.from(JSON.stringify({ rows }))
}
