import { median, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import type { World } from '../world/open-world.ts'
import { openShop } from '../world/shop.ts'
import { signIn } from '../world/sign-in.ts'
import { makeOrder, pushOf } from './make-order.ts'
import { pushAll } from './push-all.ts'

const DEVICES = 10

/**
 * settle.poison: what one document that Postgres itself refuses costs a thousand good ones. Its date
 * fits the schema and not the column, so that its batch fails as a whole and must be split.
 */
export async function measurePoison(world: World, quick: boolean): Promise<Figure[]> {
  const server = await world.startNode()
  const shop = await openShop(world.owner, world.url, { products: 1_000, devices: DEVICES })
  const { lanes } = await signIn(server.url, shop)
  const each = quick ? 10 : 100
  const load = (poisoned: boolean) =>
    lanes.map((headers, lane) => {
      const orders: unknown[] = Array.from({ length: each }, () => makeOrder(shop, lane, shop.products))
      // A moment before the calendar of Postgres begins: a fact of the wire that no row can hold.
      if (poisoned && lane === 0)
        orders.push({ ...makeOrder(shop, lane, shop.products), createdAt: '0000-01-01T00:00:00.000Z' })
      return { headers, bodies: [pushOf(orders)], orders: each }
    })
  await pushAll(server.url, load(false))
  const good: number[] = []
  const bad: number[] = []
  for (let round = 0; round < 5; round += 1) {
    good.push((each * DEVICES * 1000) / (await pushAll(server.url, load(false))))
    bad.push((each * DEVICES * 1000) / (await pushAll(server.url, load(true))))
  }
  await server.stop()
  const [base, value] = [median(good), median(bad)]
  return [
    {
      id: 'settle.poison',
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(base),
      ratio: rounded(value / base),
      target: '≤ 1.1 ×',
      met: value / base <= 1.1,
      note: `${each * DEVICES} good orders of ${DEVICES} devices, alone and with one that the database refuses`,
    },
  ]
}
