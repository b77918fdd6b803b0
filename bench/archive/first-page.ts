import pg from 'pg'
import type { Figure } from '../figure.ts'
import { median, percentile, rounded } from '../figure.ts'
import { ask } from '../world/post.ts'
import type { World } from '../world/open-world.ts'
import { PASSWORD } from '../world/shop.ts'
import { openOldShop } from './fill.ts'
import type { OldShop } from './fill.ts'

const ROUNDS = 20
const TARGET_MS = 100

/**
 * What support asks the archive for, one of each kind: everything, the common and the rare, parts of words, people,
 * filters alone and beside words, and other orders than the newest first. `$` is a number of the round's own.
 */
const QUESTIONS = [
  '',
  'search=B3-L2-00$',
  'search=shirt',
  'search=navy+linen+jacket',
  'search=SKU-0000$',
  'search=crimson+tweed+parka+xl',
  'search=dilnoza',
  'search=90000$',
  'search=nosuchword$',
  'status=conflict',
  'status=cancelled&search=silk',
  'kind=refund&paid=cash',
  'kind=refund&search=cashmere&flag=price_changed',
  'from=2025-03-01T00:00:00.000Z&to=2025-04-01T00:00:00.000Z&search=coat',
  'sort=-total',
  'sort=-total&search=tweed',
  'sort=createdAt&status=conflict',
  'minTotal=58000',
]

/** archive.first-page: the first page of a search over the whole history, beside a read by primary key. */
export async function measureFirstPage(world: World, quick: boolean): Promise<Figure[]> {
  const shop = await openOldShop(world.owner, world.url, quick ? 100_000 : 1_000_000)
  const server = await world.startNode()
  const login = Buffer.from(JSON.stringify({ email: shop.email, password: PASSWORD }))
  const { body } = await ask(`${server.url}/api/v1/auth/login`, {}, login)
  const { accessToken } = JSON.parse(body.toString()) as { accessToken: string }
  const headers = { authorization: `Bearer ${accessToken}` }

  const bases: number[] = []
  const byQuestion = new Map<string, number[]>(QUESTIONS.map((question) => [question, []]))
  for (let round = 0; round <= ROUNDS; round += 1) {
    const taken = await readByKey(world.url, shop, QUESTIONS.length)
    for (const [question, times] of byQuestion) {
      // Any three digits of a number that there is: a question that was asked before would be answered from memory.
      const asked = question.replace('$', String(100 + ((round * 379) % 900)))
      const answer = await ask(`${server.url}/api/v1/orders?${asked}`, headers)
      // The first round warms: code compiled, pages in memory.
      if (round > 0) times.push(answer.ms)
    }
    if (round > 0) bases.push(...taken)
  }
  await server.stop()
  const all = [...byQuestion.values()].flat()
  const [value, base] = [percentile(all, 0.95), percentile(bases, 0.95)]
  const slowest = [...byQuestion].toSorted((a, b) => median(b[1]) - median(a[1])).slice(0, 3)
  return [
    {
      id: 'archive.first-page',
      value: rounded(value),
      unit: 'ms p95',
      baseline: rounded(base),
      ratio: rounded(value / base),
      target: `≤ ${TARGET_MS} ms`,
      met: value <= TARGET_MS,
      note:
        `${shop.orders.toLocaleString('en')} orders, ${QUESTIONS.length} kinds of questions over HTTP, p50 ${rounded(median(all))} ms; ` +
        `beside one order by its primary key through the driver; slowest: ${slowest
          .map(([question, times]) => `${question || 'everything'} p50 ${rounded(median(times))} ms`)
          .join(', ')}`,
    },
  ]
}

/** Milliseconds of reading one order by its primary key, as the application's role, so many times. */
async function readByKey(url: string, { tenantId }: OldShop, times: number): Promise<number[]> {
  const client = new pg.Client({ connectionString: url, options: '-c role=omnisync_app -c jit=off' })
  await client.connect()
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
    const { rows } = await client.query<{ id: string }>(
      'select id from archive_orders where tenant_id = $1 order by random() limit $2',
      [tenantId, times + 1],
    )
    const taken: number[] = []
    for (const { id } of rows) {
      const began = performance.now()
      await client.query('select * from orders where tenant_id = $1 and id = $2', [tenantId, id])
      taken.push(performance.now() - began)
    }
    // The first one is the driver's own warming up.
    return taken.slice(1)
  } finally {
    await client.end()
  }
}
