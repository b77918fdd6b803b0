import type { Figure } from '../figure.ts'
import { median, rounded } from '../figure.ts'
import type { World } from '../world/open-world.ts'
import { openShop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'
import { settleOneByOne } from './baseline.ts'
import { loadOf } from './load-of.ts'
import { makeOrder } from './make-order.ts'
import { pushAll } from './push-all.ts'
import type { Load } from './push-all.ts'

const DEVICES = 32
/** Orders in a push of a device that comes back online; the client sends up to a hundred. */
const ROWS = 20
const ROUNDS = 3

/** settle.spread and settle.hot: orders a second through push, beside one transaction per order on the same Postgres. */
export async function measureSettle(world: World, quick: boolean): Promise<Figure[]> {
  const server = await world.startNode()
  // Both sides sell from a catalogue of the same size; each in a business of its own, so that neither waits for the other's rows.
  const size = { products: quick ? 1_000 : 10_000, devices: DEVICES }
  const ours = await openShop(world.owner, world.url, size)
  const theirs = await openShop(world.owner, world.url, size)
  await world.owner.query('analyze')
  const { lanes } = await signIn(server.url, ours)
  const orders = quick ? 640 : 6_400
  const loadsOf = (products: readonly string[], rows: number, total = orders): Load[] =>
    lanes.map((headers, lane) => loadOf(ours, lane, headers, products, rows, Math.floor(total / DEVICES)))

  // Warm: code compiled, connections open, pages in memory.
  await pushAll(server.url, loadsOf(ours.products, ROWS, quick ? 640 : 1_280))

  const figures: Figure[] = []
  for (const [id, some, least] of [
    ['settle.spread', size.products, 3],
    ['settle.hot', 5, 10],
  ] as const) {
    const runs = { base: [] as number[], push: [] as number[], single: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      const sales = Array.from({ length: orders / 4 }, () =>
        makeOrder(theirs, round, theirs.products.slice(0, some)),
      )
      runs.base.push(await settleOneByOne(world.url, theirs, sales))
      runs.push.push(await pushAll(server.url, loadsOf(ours.products.slice(0, some), ROWS)))
      runs.single.push(await pushAll(server.url, loadsOf(ours.products.slice(0, some), 1, orders / 4)))
    }
    const [base, push, single] = [median(runs.base), median(runs.push), median(runs.single)]
    figures.push({
      id,
      value: rounded(push),
      unit: 'orders/s',
      baseline: rounded(base),
      ratio: rounded(push / base),
      target: `≥ ${least} ×`,
      met: push / base >= least,
      note: `${ROWS} orders a push; with one order a push ${rounded(single)} orders/s (${rounded(single / base)} ×)`,
    })
  }
  await server.stop()
  return figures
}
