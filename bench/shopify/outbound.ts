import { rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'
import { makeOrder, pushOf } from '../settle/make-order.ts'
import type { World } from '../world/open-world.ts'
import { ask } from '../world/post.ts'
import { signIn } from '../world/sign-in.ts'
import { openLinkedShop } from './linked-shop.ts'
import type { LinkedShop } from './linked-shop.ts'

const PRODUCTS = 300
const LANES = 10
const TELLS = new Set(['inventoryAdjustQuantities', 'inventorySetQuantities', 'inventoryActivate'])
const PATIENCE_MS = 120_000
/** So long after both sides are equal the echo of the last change is waited for. */
const ECHO_MS = 3_000

/**
 * shopify.outbound: calls that tell of a thousand sales of one product in a minute, and shopify.outbound.spread: those of a
 * thousand over all products; with the seconds until both sides are equal.
 */
export async function measureOutbound(world: World, quick: boolean): Promise<Figure[]> {
  const [sales, seconds] = quick ? [100, 6] : [1_000, 60]
  const linked = await openLinkedShop(world, { products: PRODUCTS, devices: LANES })
  try {
    const { lanes } = await signIn(linked.serverUrl, linked.shop)
    const one = await sell(linked, lanes, { sales, seconds, products: 1 })
    const all = await sell(linked, lanes, { sales, seconds, products: PRODUCTS })
    const figure = (id: string, of: string, { calls, counted, after }: Sold): Figure => ({
      id,
      value: calls,
      unit: 'calls that tell',
      baseline: sales,
      ratio: rounded(calls / sales),
      target: '≤ 10 calls',
      met: calls <= 10,
      note:
        `${sales} sales of ${of} within ${seconds} s by ${LANES} lanes, each settled by itself; with readings: ${counted}; both sides ` +
        `equal ${rounded(after)} s after the last sale; the baseline is a call a sale`,
    })
    return [
      figure('shopify.outbound', 'one product', one),
      { ...figure('shopify.outbound.spread', `${PRODUCTS} products`, all), target: '', met: null },
    ]
  } finally {
    linked.online.stop()
  }
}

type Sold = { calls: number; counted: string; after: number }

async function sell(
  { shop, online, serverUrl, apart }: LinkedShop,
  lanes: readonly Record<string, string>[],
  { sales, seconds, products }: { sales: number; seconds: number; products: number },
): Promise<Sold> {
  const url = `${serverUrl}/api/v1/replication/orders/push`
  const each = (seconds * 1_000) / sales
  const bodies = Array.from({ length: sales }, (_, index) => {
    const product = shop.products[index % products] ?? ''
    return pushOf([makeOrder(shop, index % LANES, [product])])
  })
  await online.calls()
  const begun = performance.now()
  const under: Promise<void>[] = []
  for (const [index, body] of bodies.entries()) {
    await sleep(Math.max(0, begun + index * each - performance.now()))
    const pushed = ask(url, lanes[index % LANES] ?? {}, body).then((answer) => {
      if (!answer.body.includes('"status":"accepted"')) throw new Error(answer.body.toString())
    })
    pushed.catch(() => {})
    under.push(pushed)
  }
  await Promise.all(under)
  const last = performance.now()
  while ((await apart()) > 0) {
    if (performance.now() - last > PATIENCE_MS) throw new Error(`${await apart()} levels stay apart`)
    await sleep(50)
  }
  const after = (performance.now() - last) / 1_000
  await sleep(ECHO_MS)
  const { counted } = await online.calls()
  // What tells something; the rest are readings, mostly of products that Shopify says were updated with their levels.
  const calls = Object.entries(counted).reduce(
    (sum, [what, count]) => (TELLS.has(what) ? sum + count : sum),
    0,
  )
  const made = Object.entries(counted).map(([what, count]) => `${count} ${what}`)
  return { calls, counted: made.join(', '), after }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
