// A pretended Shopify in a process of its own, with customers and staff that do so many things a second, as its parent asks.
import { setTimeout as rest } from 'node:timers/promises'
import { placeOrder } from '../../server/shopify/sandbox/acts/place-order.ts'
import { updateProduct } from '../../server/shopify/sandbox/acts/edit-products.ts'
import { subscribe } from '../../server/shopify/sandbox/acts/subscribe.ts'
import { openSandbox } from '../../server/shopify/sandbox/open-sandbox.ts'
import { numberOfGid } from '../../server/shopify/sandbox/store/gid.ts'
import { move, tellLevels } from '../../server/shopify/sandbox/store/levels.ts'
import { TOPICS } from '../../server/shopify/connection/topics.ts'
import { call } from '../world/post.ts'
import type { Asked, Ready, Told } from './busy-shop-process.ts'

const EACH_MS = 10
const PLENTY = 1_000_000
const PRICE = '20.00'

type Webhook = { headers: Record<string, string>; path: string; body: Buffer; topic: string; name: string }

const products = Number(process.argv[2])
let target: string | null = null
let waits: Webhook[] | null = null
const calls = new Map<string, number>()

const sandbox = openSandbox({
  catalogue: {
    locations: [{ name: 'Bench' }],
    products: Array.from({ length: products }, (_, index) => ({
      title: `Linen jacket ${index}`,
      productType: 'jackets',
      variants: [{ sku: `SKU-${String(index).padStart(8, '0')}`, price: PRICE, available: [PLENTY] }],
    })),
  },
  post: async (uri, headers, body) => {
    const topic = headers['x-shopify-topic'] ?? ''
    const name = topic === 'orders/create' ? (JSON.parse(body) as { name: string }).name : ''
    const webhook = { headers, path: new URL(uri).pathname, body: Buffer.from(body), topic, name }
    if (waits) waits.push(webhook)
    else if (target !== null) await post(target, webhook)
    return 200
  },
})
const { world } = sandbox
const variants = Object.values(world.state.variants)
const levels = Object.values(world.state.levels)
sandbox.app.addHook('preHandler', async ({ url, body }) => {
  if (!url.endsWith('/graphql.json')) return
  const { query } = body as { query: string }
  // The first field says what is asked for.
  const what = /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(query)?.[1] ?? '?'
  calls.set(what, (calls.get(what) ?? 0) + 1)
})
const url = await sandbox.listen()

process.on('message', (asked: Asked) => {
  void answer(asked).then((value) => process.send?.({ id: asked.id, value }))
})
process.on('disconnect', () => void sandbox.close().then(() => process.exit(0)))
const ready: Ready = {
  url,
  locationId: numberOfGid(Object.keys(world.state.locations)[0]!).toString(),
  skus: variants.map(({ sku }) => sku ?? ''),
}
process.send?.({ id: 0, value: ready })

async function answer(asked: Asked): Promise<unknown> {
  if (asked.what === 'levels')
    return Object.fromEntries(
      levels.map(({ itemId, quantities }) => [numberOfGid(itemId).toString(), quantities.available]),
    )
  if (asked.what === 'calls') {
    const counted = Object.fromEntries(calls)
    calls.clear()
    return { counted, points: sandbox.bucket.status().currentlyAvailable }
  }
  if (asked.what === 'listen') {
    target = asked.server
    for (const topic of TOPICS)
      subscribe(world, {
        topic,
        webhookSubscription: { uri: 'https://bench.example/api/v1/webhooks/shopify' },
      })
    return null
  }
  return tell(asked.seconds)
}

/**
 * A webhook every ten milliseconds. Of ten acts' worth: an order (four webhooks: created, updated, its level, its
 * product), two levels that somebody changed (two each), a product that was edited, and a repeat of an earlier one.
 */
async function tell(seconds: number): Promise<Told> {
  if (target === null) throw new Error('nobody listens')
  const server = target
  const queue: Webhook[] = (waits = [])
  const told: Told = { answers: [], orders: [], topics: {}, repeats: 0, refused: 0 }
  const sent: Webhook[] = []
  const under = new Set<Promise<void>>()
  order(0)
  await rest(5)
  const begun = performance.now()
  for (let tick = 0; tick < (seconds * 1_000) / EACH_MS; tick += 1) {
    const early = begun + tick * EACH_MS - performance.now()
    if (early > 0) await rest(early)
    const place = tick % 10
    if (place === 0) order(tick + 1)
    if (place === 3 || place === 6) recount(tick)
    if (place === 8) edit(tick)
    const isRepeat = place === 9 && sent.length > 100
    const webhook = isRepeat ? sent.at(-100) : queue.shift()
    if (!webhook) continue
    if (isRepeat) told.repeats += 1
    else {
      sent.push(webhook)
      told.topics[webhook.topic] = (told.topics[webhook.topic] ?? 0) + 1
      if (webhook.name !== '') told.orders.push({ name: webhook.name, at: Date.now() })
    }
    const done = post(server, webhook).then(({ ms, status }) => {
      told.answers.push(ms)
      if (status !== 200) told.refused += 1
    })
    under.add(done)
    void done.finally(() => under.delete(done))
  }
  await Promise.all(under)
  waits = null
  for (const webhook of queue) await post(server, webhook)
  return told
}

function post(server: string, { path, headers, body }: Webhook) {
  return call(server + path, headers, body)
}

function order(number: number): void {
  placeOrder(world, {
    wishes: [{ variantId: variants[(number * 7) % variants.length]!.id, quantity: 1 }],
    stock: 'obey',
    paid: true,
  })
}

function recount(number: number): void {
  const level = levels[(number * 11) % levels.length]!
  move(world, level, 'available', 1)
  tellLevels(world, [level])
}

function edit(number: number): void {
  const { productId } = variants[(number * 13) % variants.length]!
  updateProduct(world, { id: productId, vendor: `Mill ${number}` })
}
