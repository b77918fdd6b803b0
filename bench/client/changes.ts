import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { ask, call } from '../world/post.ts'
import type { Probe } from './probe.ts'
import type { ShopToSellIn } from './shop-to-sell-in.ts'

declare const till: Probe

const SECONDS = 5
const A_PUSH = 250

export type Changes = { perSecond: number; frames: number[]; busyShare: number; tasks: number[] }

/** Deliveries for many products, about a thousand a second, while a page is open: each changes a level that it shows. */
export async function measureChanges(shop: ShopToSellIn, page: Page): Promise<Changes> {
  const { owner } = shop.world
  const { rows: branches } = await owner.query<{ id: string }>('select id from branches limit 1')
  const branchId = branches[0]?.id ?? ''
  const login = Buffer.from(JSON.stringify({ email: 'admin@demo.test', password: 'demo' }))
  const session = await ask(`${shop.origin}/api/v1/auth/login`, {}, login)
  const { accessToken } = JSON.parse(session.body.toString()) as { accessToken: string }
  const lane = { id: v7(), name: 'Deliveries', branchId }
  const authorization = `Bearer ${accessToken}`
  const opened = await call(
    `${shop.origin}/api/v1/devices`,
    { authorization },
    Buffer.from(JSON.stringify(lane)),
  )
  if (opened.status !== 201) throw new Error(`no lane was opened: ${opened.body.toString()}`)
  const headers = { authorization, 'x-device-id': lane.id }
  const { rows: products } = await owner.query<{ product_id: string }>(
    'select product_id from stock_levels where branch_id = $1 limit $2',
    [branchId, SECONDS * 1_000],
  )
  const bodies: Buffer[] = []
  for (let from = 0; from < products.length; from += A_PUSH)
    bodies.push(delivery(branchId, products.slice(from, from + A_PUSH)))

  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busy = async () =>
    (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')
      ?.value ?? 0
  const busyBefore = await busy()
  const from = await page.evaluate(() => performance.now())
  const watched = page.evaluate((ms) => till.frames(ms), (SECONDS + 1) * 1_000)
  const began = performance.now()
  for (const [number, body] of bodies.entries()) {
    await ask(`${shop.origin}/api/v1/replication/stockMovements/push`, headers, body)
    const wait = began + (number + 1) * A_PUSH - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  const seconds = (performance.now() - began) / 1_000
  const frames = await watched
  const tasks = (await page.evaluate(() => till.tasks)).filter(({ at }) => at > from).map(({ ms }) => ms)
  return {
    perSecond: products.length / seconds,
    frames,
    tasks,
    busyShare: ((await busy()) - busyBefore) / (SECONDS + 1),
  }
}

function delivery(branchId: string, products: readonly { product_id: string }[]): Buffer {
  const rows = products.map(({ product_id }) => ({
    newDocumentState: {
      id: v7(),
      seq: 0,
      _deleted: false,
      branchId,
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
