import pg from 'pg'
import { percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { puller } from '../stream/puller.ts'
import type { World } from '../world/open-world.ts'
import { signIn } from '../world/sign-in.ts'
import { openSocket } from '../world/socket.ts'
import { openLinkedShop } from './linked-shop.ts'

const PRODUCTS = 300
const WARM_SECONDS = 5
const PATIENCE_MS = 60_000

/**
 * shopify.webhooks: how long webhooks at a hundred a second wait for their answer; shopify.applied: from the arrival of
 * an order's first webhook to its settled document at a device that answers news with a pull.
 */
export async function measureWebhooks(world: World, quick: boolean): Promise<Figure[]> {
  const seconds = quick ? 5 : 20
  const { shop, online, serverUrl, apart } = await openLinkedShop(world, { products: PRODUCTS, devices: 1 })
  try {
    const { token, lanes } = await signIn(serverUrl, shop)
    const seen = new Map<string, number>()
    const device = puller(serverUrl, lanes[0] ?? {}, (_, at, number) => {
      if (!seen.has(number)) seen.set(number, at)
    })
    const { socket, head } = await openSocket(serverUrl, token, shop.devices[0] ?? '', device.hear)
    device.startAt(head)
    await online.tell(WARM_SECONDS)
    await online.calls()
    const told = await online.tell(seconds)
    const until = Date.now() + PATIENCE_MS
    while (!told.orders.every(({ name }) => seen.has(name)) && Date.now() < until) await sleep(100)
    while ((await apart()) > 0 && Date.now() < until) await sleep(200)
    const { counted, points } = await online.calls()
    const left = await apart()
    socket.removeAllListeners('close').terminate()
    const missing = told.orders.filter(({ name }) => !seen.has(name)).length
    if (missing > 0 || left > 0 || told.refused > 0)
      throw new Error(`${missing} orders missing, ${left} levels apart, ${told.refused} webhooks refused`)
    const applied = told.orders.map(({ name, at }) => (seen.get(name) ?? Number.NaN) - at)
    const inserts = await pacedInserts(world.url, quick ? 200 : 1_000)
    const [p99, baseline] = [percentile(told.answers, 0.99), percentile(inserts, 0.99)]
    const p95 = percentile(applied, 0.95)
    const made = Object.entries(counted).map(([what, count]) => `${count} ${what}`)
    return [
      {
        id: 'shopify.webhooks',
        value: rounded(p99),
        unit: 'ms p99',
        baseline: rounded(baseline),
        ratio: rounded(p99 / baseline),
        target: '≤ 50 ms',
        met: p99 <= 50,
        note:
          `p50 ${rounded(percentile(told.answers, 0.5))} ms, longest ${rounded(Math.max(...told.answers))} ms; ` +
          `${told.answers.length} signed webhooks in ${seconds} s (${Object.entries(told.topics)
            .map(([topic, count]) => `${count} ${topic}`)
            .join(
              ', ',
            )}, ${told.repeats} repeats), each posted to a whole server on its turn whether or not the others ` +
          `were answered; the baseline is one row with a webhook's body inserted by its primary key and committed, a ` +
          `hundred a second over four connections, when the server has nothing else to do`,
      },
      {
        id: 'shopify.applied',
        value: rounded(p95),
        unit: 'ms p95',
        baseline: null,
        ratio: null,
        target: '≤ 2,000 ms',
        met: p95 <= 2_000,
        note:
          `p50 ${rounded(percentile(applied, 0.5))} ms, longest ${rounded(Math.max(...applied))} ms; ` +
          `${told.orders.length} online orders of the same run, to the document parsed at a device; ${made.join(', ')} ` +
          `in all, ${rounded(points)} points left of 2,000`,
      },
    ]
  } finally {
    online.stop()
  }
}

/** What the least that a webhook needs takes by itself. */
async function pacedInserts(url: string, count: number): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  await pool.query('create table bench_inserts (id text primary key, body text not null)')
  const body = 'x'.repeat(3_000)
  const times: number[] = []
  const insert = async (id: number): Promise<void> => {
    const began = performance.now()
    await pool.query('insert into bench_inserts values ($1, $2)', [String(id), body])
    times.push(performance.now() - began)
  }
  const begun = performance.now()
  const under: Promise<void>[] = []
  for (let id = 0; id < count; id += 1) {
    await sleep(Math.max(0, begun + id * 10 - performance.now()))
    under.push(insert(id))
  }
  await Promise.all(under)
  await pool.query('drop table bench_inserts')
  await pool.end()
  // The first ones open the connections.
  return times.slice(20)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
