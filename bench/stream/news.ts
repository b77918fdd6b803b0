import pg from 'pg'
import { median, percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { makeOrder, pushOf } from '../settle/make-order.ts'
import type { World } from '../world/open-world.ts'
import { ask } from '../world/post.ts'
import { openShop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'
import { closeAll, openSocket, openSockets } from '../world/socket.ts'
import type { DeviceSocket } from '../world/socket.ts'
import { puller } from './puller.ts'
import { openSilentDevices } from './silent-devices.ts'

const SOCKETS = 1_000
/** So many devices answer the news with a pull; a branch has some tills, not a thousand. */
const PULLING = 20

/** news.latency: from a commit at node A to the parsed document at devices of node B, which has a thousand sockets. */
export async function measureNews(world: World, quick: boolean): Promise<Figure[]> {
  const [a, b] = [await world.startNode(), await world.startNode()]
  const shop = await openShop(world.owner, world.url, { products: 1_000, devices: SOCKETS + 1 })
  const { token, lanes } = await signIn(a.url, shop)
  const arrivals = new Map<string, number[]>()
  const got = (id: string, at: number) => void arrivals.get(id)?.push(at)
  // Who pulls stands in the middle of the others, until the first pull: then a node tells them first.
  const middle = Math.floor((SOCKETS - PULLING) / 2)
  const silent = (deviceIds: readonly string[]) => openSilentDevices({ serverUrl: b.url, token, deviceIds })
  const before = await silent(shop.devices.slice(0, middle))
  const some = await listenAt(b.url, middle, middle + PULLING)
  const after = await silent(shop.devices.slice(middle + PULLING, SOCKETS))
  const commits = quick ? 60 : 300
  await sell(10)
  const delays = await sell(commits)
  const roundTrip = median(await roundTrips(world.url))
  closeAll(some)
  before()
  after()

  // The worst case: one branch with a thousand tills that all pull what happened.
  const all = await listenAt(b.url, 0, SOCKETS)
  await sell(2)
  const herd = await sell(quick ? 5 : 20, 1_000)
  closeAll(all)
  const [p50, p99] = [percentile(delays, 0.5), percentile(delays, 0.99)]
  return [
    {
      id: 'news.latency',
      value: rounded(p50),
      unit: 'ms p50',
      baseline: rounded(roundTrip),
      ratio: rounded(p50 / roundTrip),
      target: 'p50 ≤ 30 ms, p99 ≤ 250 ms',
      met: p50 <= 30 && p99 <= 250,
      note:
        `p99 ${rounded(p99)} ms; ${commits} orders, about seven a second, from Postgres' own time of the commit to the ` +
        `document parsed at the ${PULLING} of ${SOCKETS} devices that answer news with a pull, and so are told first; the ` +
        `rest hear it, in processes of their own, and do not pull; the baseline is one round trip to Postgres; where all ${SOCKETS} pull every order: p50 ` +
        `${rounded(percentile(herd, 0.5))}, p99 ${rounded(percentile(herd, 0.99))} ms, the devices' own work included`,
    },
  ]

  /** Sells at node A, and gives every delay between a commit and its arrival somewhere. */
  async function sell(count: number, pause?: number): Promise<number[]> {
    const url = `${a.url}/api/v1/replication/orders/push`
    const seller = lanes.length - 1
    const sold: string[] = []
    for (let number = 0; number < count; number += 1) {
      const order = makeOrder(shop, seller, shop.products)
      arrivals.set(order.id, [])
      await ask(url, lanes[seller] ?? {}, pushOf([order]))
      sold.push(order.id)
      // Never in step with the gathering of the news.
      await sleep(pause ?? 80 + Math.random() * 140)
    }
    await sleep(1_500)
    const { rows } = await world.owner.query<{ id: string; at: Date }>(
      'select id, pg_xact_commit_timestamp(xmin) as at from orders where id = any($1)',
      [sold],
    )
    const found = rows.flatMap(({ id, at }) => (arrivals.get(id) ?? []).map((time) => time - at.getTime()))
    if (found.length < count) throw new Error(`${found.length} arrivals of ${count} orders`)
    return found
  }

  /** Devices that answer all news with a pull, and tell when they had which order. */
  function listenAt(serverUrl: string, from: number, to: number): Promise<DeviceSocket[]> {
    return openSockets(shop.devices.slice(from, to), async (deviceId, index) => {
      const device = puller(serverUrl, lanes[from + index] ?? {}, got)
      const opened = await openSocket(serverUrl, token, deviceId, (frame) => device.hear(frame))
      device.startAt(opened.head)
      return opened
    })
  }
}

async function roundTrips(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const times: number[] = []
  for (let number = 0; number < 500; number += 1) {
    const began = performance.now()
    await client.query('select 1')
    times.push(performance.now() - began)
  }
  await client.end()
  return times
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
