import pg from 'pg'
import { v7 } from 'uuid'
import type { BulkOperation, BulkPreview } from '../../shared/bulk/bulk-operation.ts'
import { keepCards } from '../../server/archive/keep-cards.ts'
import { openDatabase } from '../../server/database/database.ts'
import { hashPassword } from '../../server/users/hash-password.ts'
import type { Figure } from '../figure.ts'
import { median, percentile, rounded } from '../figure.ts'
import { makeOrder, pushOf } from '../settle/make-order.ts'
import type { World } from '../world/open-world.ts'
import { ask, call } from '../world/post.ts'
import { PASSWORD, openShop } from '../world/shop.ts'
import type { Shop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'

const ROUNDS = 3
/** Between two sales of the one lane that sells meanwhile. */
const PAUSE_MS = 15
const IDLE_SALES = 300

/**
 * bulk.edit: products edited a second, from the request until the last is committed, beside one hand-written update of
 * as many rows. bulk.checkout: how long a sale takes while the edit runs, beside the same sale in quiet.
 */
export async function measureBulk(world: World, quick: boolean): Promise<Figure[]> {
  const server = await world.startNode()
  const size = { products: quick ? 5_000 : 50_000, devices: 1 }
  const ours = await openShop(world.owner, world.url, size)
  const theirs = await openShop(world.owner, world.url, size)
  for (const { tenantId } of [ours, theirs]) await writeCards(world.url, tenantId)
  const admin = await admit(world, ours)
  const { lanes } = await signIn(server.url, { ...ours, email: admin })
  const headers = { authorization: lanes[0]?.['authorization'] ?? '' }
  const [lane = {}] = (await signIn(server.url, ours)).lanes
  const edit = (basisPoints: number) => editAll(server.url, headers, basisPoints)

  // Warm: code compiled, connections open, pages in memory.
  await edit(100)
  await updateAll(world.url, theirs)
  const runs = { base: [] as number[], bulk: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.owner.query('vacuum analyze products')
    runs.base.push(size.products / (await updateAll(world.url, theirs)))
    await world.owner.query('vacuum analyze products')
    runs.bulk.push(size.products / (await edit(round % 2 === 0 ? 1_000 : -500)))
  }

  const sale = () => sell(server.url, ours, lane)
  for (let warm = 0; warm < 50; warm += 1) await sale()
  const idle = await sales(sale, () => Promise.resolve(IDLE_SALES))
  await world.owner.query('vacuum analyze products')
  const under: number[] = []
  const busy = await sales(sale, async (count) => {
    for (let round = 0; round < 20 && (round === 0 || count() < 100); round += 1)
      under.push(size.products / (await edit(round % 2 === 0 ? 700 : -300)))
    return 0
  })
  await server.stop()

  const [base, bulk] = [median(runs.base), median(runs.bulk)]
  const [quiet, meanwhile] = [median(idle), median(busy)]
  return [
    {
      id: 'bulk.edit',
      value: rounded(bulk),
      unit: 'products/s',
      baseline: rounded(base),
      ratio: rounded(bulk / base),
      target: '≥ 0.5 ×',
      met: bulk / base >= 0.5,
      note: `${size.products} products in commits of at most 500; the baseline is one update in one commit. While a lane sells: ${rounded(median(under))} products/s, ${rounded(median(under) / base)} ×`,
    },
    {
      id: 'bulk.checkout',
      value: rounded(meanwhile),
      unit: 'ms',
      baseline: rounded(quiet),
      ratio: rounded(meanwhile / quiet),
      target: '≤ 2 ×',
      met: meanwhile / quiet <= 2,
      note: `median of ${busy.length} sales while products are edited, of ${idle.length} in quiet; p95 ${rounded(percentile(busy, 0.95))} ms beside ${rounded(percentile(idle, 0.95))} ms`,
    },
  ]
}

/** The archive's cards of a shop that was not there a moment ago: else its reader would write them meanwhile. */
async function writeCards(url: string, tenantId: string): Promise<void> {
  const database = openDatabase({ url, maxConnections: 1, statementTimeout: 300_000 })
  try {
    while (!(await keepCards(database.tenant(tenantId), tenantId, { rows: 10_000 }))) await wait(100)
  } finally {
    await database.close()
  }
}

/** An admin of the shop; gives the email. */
async function admit(world: World, shop: Shop): Promise<string> {
  const email = `admin-${shop.email}`
  await world.owner.query(
    `insert into users (tenant_id, id, email, name, role, password_hash, created_at)
     values ($1, $2, $3, 'Bench', 'ADMIN', $4, now())`,
    [shop.tenantId, v7(), email, await hashPassword(PASSWORD)],
  )
  return email
}

/** Edits every price of the business as a person does, and waits for the end; the seconds after the preview. */
async function editAll(
  serverUrl: string,
  headers: Record<string, string>,
  basisPoints: number,
): Promise<number> {
  const url = `${serverUrl}/api/v1/bulk-operations`
  const selection = { kind: 'products', query: { search: '', filters: [], branchId: null }, except: [] }
  const operation = {
    kind: 'price-percent',
    basisPoints,
    rounding: { step: 1, way: 'nearest', less: 0 },
  }
  const asked = { selection, operation }
  const preview = parsed<BulkPreview>((await ask(`${url}/preview`, headers, json(asked))).body)
  const began = performance.now()
  const body = json({ ...asked, hash: preview.hash })
  const started = await call(url, { ...headers, 'idempotency-key': v7() }, body)
  if (started.status !== 201) throw new Error(started.body.toString())
  const { id } = parsed<BulkOperation>(started.body)
  for (;;) {
    const now = parsed<BulkOperation>((await ask(`${url}/${id}`, headers)).body)
    if (now.state === 'done') {
      if (now.changed !== preview.count) throw new Error(`${now.changed} of ${preview.count} were changed`)
      return (performance.now() - began) / 1000
    }
    if (now.finishedAt !== null) throw new Error(`the operation is ${now.state}: ${now.fault}`)
    // The page asks every 0.7 s; towards the end it is asked more often, to see the end.
    await wait(now.changed < preview.count * 0.8 ? 250 : 20)
  }
}

/** What one would write by hand: every price, every position in the log, one statement, one commit; in seconds. */
async function updateAll(url: string, { tenantId, products }: Shop): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c role=omnisync_app' })
  await client.connect()
  await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
  try {
    const began = performance.now()
    await client.query('begin')
    const taken = await client.query<{ before: string }>('select take_positions($1, $2) as before', [
      tenantId,
      JSON.stringify([['products', products.length]]),
    ])
    const { rowCount } = await client.query(
      `update products p set price = round(p.price * 1.01), updated_at = now(), seq = $2::bigint + n.number
       from (select id, row_number() over (order by id) as number from products where tenant_id = $1) n
       where p.tenant_id = $1 and p.id = n.id`,
      [tenantId, Number(taken.rows[0]?.before)],
    )
    await client.query('commit')
    if (rowCount !== products.length) throw new Error(`the baseline updated ${rowCount} rows`)
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}

/** Sales one after the other for as long as something else runs, or as many as it says. */
async function sales(
  sale: () => Promise<number>,
  during: (count: () => number) => Promise<number>,
): Promise<number[]> {
  const took: number[] = []
  let isOver = false
  let wanted = 0
  const work = during(() => took.length).then((count) => {
    isOver = true
    wanted = count
  })
  await Promise.resolve()
  while (!isOver || took.length < wanted) {
    took.push(await sale())
    await wait(PAUSE_MS)
  }
  await work
  return took
}

/** One sale, as a till that is online sends it; the milliseconds until it is settled. */
async function sell(serverUrl: string, shop: Shop, lane: Record<string, string>): Promise<number> {
  const body = pushOf([makeOrder(shop, 0, shop.products)])
  const { ms, body: answer } = await ask(`${serverUrl}/api/v1/replication/orders/push`, lane, body)
  if (!answer.includes('"status":"accepted"')) throw new Error(answer.toString('utf8', 0, 300))
  return ms
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const parsed = <Value>(body: Buffer): Value => JSON.parse(body.toString()) as Value
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
