import { median, percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { loadOf } from '../settle/load-of.ts'
import { makeOrder, pushOf } from '../settle/make-order.ts'
import { pushAll } from '../settle/push-all.ts'
import type { Load } from '../settle/push-all.ts'
import type { World } from '../world/open-world.ts'
import { ask } from '../world/post.ts'
import type { ServerProcess } from '../world/server-process.ts'
import { openShop } from '../world/shop.ts'
import type { Shop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'
import { closeAll, openSocket, openSockets } from '../world/socket.ts'
import type { HeadFrame } from '../world/socket.ts'

const DEVICES = 32
const ROWS = 20
const ROUNDS = 5
/** At one node; two have twice as many. */
const SOCKETS = 1_000

/**
 * nodes.two: orders a second through push at two nodes beside one on the same machine, in turns, and so that neither
 * has the warmer caches. nodes.two.sockets: until the last of twice the sockets has heard of a sale.
 */
export async function measureTwoNodes(world: World, quick: boolean): Promise<Figure[]> {
  const nodes = [await world.startNode(), await world.startNode()] as const
  const shop = await openShop(world.owner, world.url, {
    products: quick ? 1_000 : 10_000,
    devices: quick ? 2 * DEVICES : 2 * SOCKETS,
  })
  await world.owner.query('analyze')
  const { lanes, token } = await signIn(nodes[0].url, shop)
  const settled = await measureSettling(nodes, shop, lanes, quick)
  const told = await measureTelling(nodes, shop, { lanes, token, quick })
  for (const node of nodes) await node.stop()
  return [settled, told]
}

type Nodes = readonly [ServerProcess, ServerProcess]
type Lanes = readonly Record<string, string>[]

async function measureSettling(nodes: Nodes, shop: Shop, lanes: Lanes, quick: boolean): Promise<Figure> {
  const orders = quick ? 640 : 6_400
  const loads = (total: number): Load[] =>
    lanes
      .slice(0, DEVICES)
      .map((headers, lane) => loadOf(shop, lane, headers, shop.products, ROWS, Math.floor(total / DEVICES)))
  const atOne = (node: ServerProcess, total = orders) => pushAll(node.url, loads(total))
  /** Every other device at the other node; both work on what is there, so the last to end ends the clock. */
  const atBoth = async (): Promise<number> => {
    const all = loads(orders)
    const began = performance.now()
    await Promise.all(
      nodes.map((node, at) =>
        pushAll(
          node.url,
          all.filter((_, index) => index % 2 === at),
        ),
      ),
    )
    return orders / ((performance.now() - began) / 1_000)
  }
  for (const node of nodes) await atOne(node, quick ? 640 : 1_280)

  const runs = { one: [] as number[], two: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.one.push(await atOne(nodes[round % 2 === 0 ? 0 : 1]))
    runs.two.push(await atBoth())
  }
  const [one, two] = [median(runs.one), median(runs.two)]
  return {
    id: 'nodes.two',
    value: rounded(two),
    unit: 'orders/s',
    baseline: rounded(one),
    ratio: rounded(two / one),
    target: '≥ 1 ×',
    met: two >= one,
    note:
      `one business, ${DEVICES} devices, ${ROWS} orders a push, in turns; the baseline is one node with all of them; the ` +
      `rounds of one: ${runs.one.map(rounded).join(', ')}; of two: ${runs.two.map(rounded).join(', ')}`,
  }
}

async function measureTelling(
  nodes: Nodes,
  shop: Shop,
  { lanes, token, quick }: { lanes: Lanes; token: string; quick: boolean },
): Promise<Figure> {
  const sockets = quick ? DEVICES : SOCKETS
  const sales = quick ? 10 : 40
  const one = await spread([nodes[0]])
  const two = await spread(nodes)
  return {
    id: 'nodes.two.sockets',
    value: rounded(median(two)),
    unit: 'ms to the last',
    baseline: rounded(median(one)),
    ratio: rounded(median(two) / median(one)),
    target: `twice the sockets, p99 ≤ 250 ms`,
    met: percentile(two, 0.99) <= 250,
    note:
      `${2 * sockets} sockets at two nodes, beside ${sockets} at one, from the answer to a sale until the last socket has ` +
      `heard of it; p99 ${rounded(percentile(two, 0.99))} ms beside ${rounded(percentile(one, 0.99))} ms; the sockets' ` +
      'other ends are all in the process that measures',
  }

  /** Milliseconds from a sale's answer until the last of so many sockets a node has heard of it, for each sale. */
  async function spread(some: readonly ServerProcess[]): Promise<number[]> {
    let heard = 0
    let newest = 0
    let wanted = Number.POSITIVE_INFINITY
    let allHeard = (): void => {}
    const total = sockets * some.length
    const opened = await openSockets(shop.devices.slice(0, total), (id, index) => {
      const node = some[index % some.length] ?? nodes[0]
      let told = 0
      return openSocket(node.url, token, id, (frame) => {
        const { head } = JSON.parse(frame) as HeadFrame
        newest = Math.max(newest, head)
        if (head < wanted || told >= wanted) return
        told = head
        heard += 1
        if (heard === total) allHeard()
      })
    })
    newest = Math.max(newest, ...opened.map(({ head }) => head))
    // What opening has written is told before anything is timed.
    await sleep(1_500)
    const url = `${nodes[0].url}/api/v1/replication/orders/push`
    const times: number[] = []
    for (let sale = 0; sale < sales; sale += 1) {
      heard = 0
      wanted = newest + 1
      const whole = new Promise<void>((done) => (allHeard = done))
      await ask(url, lanes[0] ?? {}, pushOf([makeOrder(shop, 0, shop.products)]))
      const answered = performance.now()
      await Promise.race([whole, sleep(10_000)])
      if (heard < total) throw new Error(`${heard} of ${total} sockets heard of a sale`)
      times.push(Math.max(0, performance.now() - answered))
      await sleep(60 + Math.random() * 60)
    }
    closeAll(opened)
    return times
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
