import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { ask } from '../world/post.ts'
import type { Probe } from './probe.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'

declare const till: Probe

const SECONDS = 5
const A_PUSH = 250

export type Changes = { perSecond: number; frames: number[]; busyShare: number }

/** Deliveries for many products, about a thousand a second, while the till is open: each changes a level on screen. */
export async function measureChanges(shop: ShopToSellIn, page: Page): Promise<Changes> {
  const { owner } = shop.world
  const { rows: devices } = await owner.query<{ id: string; branch_id: string }>(
    'select id, branch_id from devices order by created_at desc limit 1',
  )
  const [device] = devices
  if (!device) throw new Error('no lane is registered')
  const { rows: products } = await owner.query<{ product_id: string }>(
    'select product_id from stock_levels where branch_id = $1 limit $2',
    [device.branch_id, (SECONDS * 1_000) | 0],
  )
  const login = Buffer.from(JSON.stringify({ email: 'admin@demo.test', password: 'demo' }))
  const session = await ask(`${shop.origin}/api/v1/auth/login`, {}, login)
  const { accessToken } = JSON.parse(session.body.toString()) as { accessToken: string }
  const headers = { authorization: `Bearer ${accessToken}`, 'x-device-id': device.id }
  const bodies: Buffer[] = []
  for (let from = 0; from < products.length; from += A_PUSH)
    bodies.push(delivery(device, products.slice(from, from + A_PUSH)))

  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busy = async () =>
    (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')
      ?.value ?? 0
  const busyBefore = await busy()
  const watched = page.evaluate((ms) => till.frames(ms), (SECONDS + 1) * 1_000)
  const began = performance.now()
  for (const [number, body] of bodies.entries()) {
    await ask(`${shop.origin}/api/v1/replication/stockMovements/push`, headers, body)
    const wait = began + (number + 1) * A_PUSH - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  const seconds = (performance.now() - began) / 1_000
  const frames = await watched
  return {
    perSecond: products.length / seconds,
    frames,
    busyShare: ((await busy()) - busyBefore) / (SECONDS + 1),
  }
}

function delivery(device: { branch_id: string }, products: readonly { product_id: string }[]): Buffer {
  const rows = products.map(({ product_id }) => ({
    newDocumentState: {
      id: v7(),
      seq: 0,
      _deleted: false,
      branchId: device.branch_id,
      productId: product_id,
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
