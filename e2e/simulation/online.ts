import { expect } from 'vitest'
import { inTransaction } from '../../server/database/transaction.ts'
import { passShop } from '../../server/shopify/pass/pass-shop.ts'
import { setQuantities } from '../../server/shopify/sandbox/acts/change-quantities.ts'
import { sendAgain } from '../../server/shopify/stock/send-again.ts'
import { openOnlineShop } from '../support/online-shop.ts'
import type { OnlineShop, shopNetwork } from '../support/online-shop.ts'
import type { Step } from './story.ts'
import { productOf } from './world.ts'
import type { World } from './world.ts'

/** What happens at the online shop, on the way to it and back. */
export type OnlineStep = Extract<
  Step,
  { do: 'buy online' | 'change order' | 'count online' | 'webhooks' | 'trouble' | 'pass' }
>

/** Passes after which the first import must have ended, however often an answer came too late for it. */
const MOST_OPENING_PASSES = 50

/**
 * Opens the online shop of a story and lets the first import end: both sides begin equal, and each level was read once.
 * What somebody changes there before that is what they began with, and nothing that anybody changed.
 */
export async function openOnline(
  world: World,
  network: ReturnType<typeof shopNetwork>,
  stock: readonly number[],
) {
  world.online = await openOnlineShop(world.tenant, stock, world.nodes, network, world.clock.now())
  const wanted = world.online.variants.size * world.online.locations.size
  for (let passes = 0; (await levelsMet(world)) < wanted; passes += 1) {
    expect(passes, 'passes until every level was read').toBeLessThan(MOST_OPENING_PASSES)
    await pass(world, 0)
  }
  await checkOnline(world)
  world.story.push('An online shop sells the same products, with the same stock.')
}

async function levelsMet({ database, tenant }: World): Promise<number> {
  const rows = await database.query<{ met: number }>(
    `select count(known)::int as met from shopify_levels where tenant_id = $1`,
    [tenant.id],
  )
  return rows[0]?.met ?? 0
}

export async function performOnline(world: World, step: OnlineStep): Promise<string> {
  const { online } = world
  if (!online) return 'There is no online shop.'
  switch (step.do) {
    case 'buy online':
      return buy(world, online, step.picks)
    case 'change order':
      return changeOrder(world, online, step.choice, step.way)
    case 'count online':
      return countOnline(world, online, step)
    case 'webhooks':
      return doToWebhooks(world, online, step.fate)
    case 'trouble':
      world.seen.online.troubles += 1
      online.shopify.faults.add({ kind: step.kind, times: step.times, status: 502 })
      return `Shopify's next ${step.times} answers: ${step.kind}.`
    case 'pass':
      return `A pass over the online shop: ${await pass(world, step.node)}.`
  }
}

async function buy(
  world: World,
  { shopify, variants }: OnlineShop,
  picks: readonly { product: number; quantity: number }[],
): Promise<string> {
  const lines = picks.map(({ product, quantity }) => ({
    variantId: variants.get(productOf(world, product).id) ?? '',
    quantity,
  }))
  const answer = await shopify.app.inject({ method: 'POST', url: '/__sandbox/orders', payload: { lines } })
  if (answer.statusCode !== 200) return 'Somebody online finds too little there.'
  world.seen.online.orders += 1
  const said = picks.map(({ product, quantity }) => `${quantity} ${productOf(world, product).sku}`).join(', ')
  return `Somebody online buys ${said} as ${answer.json<{ name: string }>().name}.`
}

async function changeOrder(
  world: World,
  { shopify }: OnlineShop,
  choice: number,
  way: 'cancel' | 'refund' | 'ship',
): Promise<string> {
  const orders = Object.values(shopify.world.state.orders)
  const order = orders[choice % Math.max(1, orders.length)]
  if (!order) return 'Nobody has bought online.'
  const url = `/__sandbox/orders/${order.number}/${way}`
  const { statusCode } = await shopify.app.inject({ method: 'POST', url })
  if (statusCode === 200) world.seen.online.changed += 1
  return `${order.name}: ${way}, answered ${statusCode}.`
}

/** Somebody in Shopify's admin says how many there are. Not by the API, whose answers may be in trouble. */
function countOnline(
  world: World,
  { shopify, variants, locations, edits }: OnlineShop,
  { product, branch, quantity }: { product: number; branch: number; quantity: number },
): string {
  const { id, sku } = productOf(world, product)
  const { state } = shopify.world
  const branchId = world.tenant.branches[branch] ?? ''
  const locationId = locations.get(branchId) ?? ''
  const item = state.items[state.variants[variants.get(id) ?? '']?.itemId ?? '']
  const place = { inventoryItemId: item?.id ?? '', locationId }
  const before = state.levels[item?.levelIds[locationId] ?? '']?.quantities.available ?? 0
  const level = `${branchId}:${id}`
  edits.set(level, (edits.get(level) ?? 0) + quantity - before)
  const { userErrors } = setQuantities(shopify.world, {
    name: 'available',
    reason: 'correction',
    quantities: [{ ...place, quantity, changeFromQuantity: null }],
  })
  expect(userErrors).toEqual([])
  world.seen.online.counted += 1
  return `In Shopify somebody sets ${sku} at branch ${branch} to ${quantity}.`
}

function doToWebhooks(
  world: World,
  { shopify }: OnlineShop,
  fate: (OnlineStep & { do: 'webhooks' })['fate'],
): string {
  world.seen.online.webhooks += 1
  switch (fate) {
    case 'hold':
      shopify.webhooks.hold()
      break
    case 'release':
      shopify.webhooks.release('kept')
      break
    case 'release reversed':
      shopify.webhooks.release('reversed')
      break
    case 'lose':
      shopify.faults.add({ kind: 'webhook-drop', times: 2 })
      break
    case 'double':
      shopify.faults.add({ kind: 'webhook-double', times: 2 })
      break
  }
  return `Shopify's webhooks: ${fate}.`
}

/** A pass as a worker makes it, over whichever node. */
async function pass(world: World, choice: number): Promise<string> {
  const node = world.nodes[choice % world.nodes.length]
  if (!node || node.isDown || !world.online) return 'nobody is there to make it'
  const { api, shopify } = world.online
  await keepTime(world)
  const end = await passShop(
    node.deps,
    { data: { tenantId: world.tenant.id }, signal: new AbortController().signal },
    () => api,
  )
  world.clock.set(Math.max(world.clock.now(), shopify.clock.now()))
  world.seen.online.passes += 1
  return end
}

/** Shopify's time goes on with everybody's, and what falls due there happens. */
export async function keepTime({ online, clock }: World): Promise<void> {
  if (online) await online.shopify.clock.advance(Math.max(0, clock.now() - online.shopify.clock.now()))
}

/**
 * Shopify answers again and its webhooks come, but for those that are lost for good: a comparison finds what they told
 * of. What died meanwhile is sent again by hand.
 */
export async function healOnline(world: World): Promise<void> {
  const { online, tenant, database } = world
  if (!online) return
  online.shopify.faults.clear()
  online.shopify.webhooks.release('kept')
  await database.query(
    `update shopify_connections set reconciled_at = null, connected_at = connected_at - interval '2 days'
     where tenant_id = $1`,
    [tenant.id],
  )
  for (let round = 0; round < 4; round += 1) {
    world.clock.advance(16 * 60_000)
    await pass(world, round)
    const dead = await database.query<{ id: string }>(
      `select id from shopify_sends where tenant_id = $1 and state = 'dead'`,
      [tenant.id],
    )
    const node = world.nodes.find(({ isDown }) => !isDown)
    for (const { id } of dead) {
      world.seen.online.sentAgain += 1
      if (node)
        await inTransaction(node.deps.database.tenant(tenant.id), (tx) =>
          sendAgain(tx, node.deps, tenant.id, id, 'again'),
        )
    }
  }
}

/**
 * Both sides are equal: at each level Shopify has what lies here, less what open cases of online orders took there and
 * nobody booked here, and with what the desk holds of changes made there. Every online order is here, with its pieces.
 */
export async function checkOnline(world: World): Promise<void> {
  const { online, tenant, database } = world
  if (!online) return
  const { state } = online.shopify.world
  const waiting = await database.query(
    `select id, kind, state, fault from shopify_sends where tenant_id = $1 and state <> 'done'`,
    [tenant.id],
  )
  expect(waiting, 'what is still to be told').toEqual([])
  const here = await database.query<{ level: string; expected: number }>(
    `select s.branch_id || ':' || s.product_id as level,
       s.on_hand
       - coalesce((select sum((line ->> 'quantity')::int) from orders o, json_array_elements(o.lines) line
           where o.tenant_id = s.tenant_id and o.branch_id = s.branch_id and o.source = 'shopify' and o.kind = 'sale'
             and o.status = 'conflict' and line ->> 'productId' = s.product_id::text), 0)::int
       + coalesce((select sum((c.movement ->> 'delta')::int) from movement_conflicts c
           where c.tenant_id = s.tenant_id and c.branch_id = s.branch_id and c.product_id = s.product_id
             and c.settled_at is null and c.movement ->> 'reason' = 'shopify'), 0)::int as expected
     from stock_levels s where s.tenant_id = $1`,
    [tenant.id],
  )
  const expected = new Map(here.map((row) => [row.level, row.expected]))
  for (const { id, sku } of tenant.products) {
    for (const [branchId, locationId] of online.locations) {
      const item = state.items[state.variants[online.variants.get(id) ?? '']?.itemId ?? '']
      const level = state.levels[item?.levelIds[locationId] ?? '']
      const available = level?.quantities.available ?? 0
      const owed = expected.get(`${branchId}:${id}`) ?? 0
      // Sold once too often and not settled: none is left there, and not less than none.
      expect(available, `${sku} at ${branchId}, here and there`).toBe(Math.max(0, owed))
    }
  }
  await checkEdits(world, online)
  const sold = await database.query<{ number: string; sku: string; quantity: number }>(
    `select o.number, line ->> 'sku' as sku, sum((line ->> 'quantity')::int)::int as quantity
     from orders o, json_array_elements(o.lines) line
     where o.tenant_id = $1 and o.source = 'shopify' and o.kind = 'sale' group by 1, 2`,
    [tenant.id],
  )
  const booked = new Map(sold.map(({ number, sku, quantity }) => [`${number} ${sku}`, quantity]))
  for (const order of Object.values(state.orders)) {
    const bySku = Map.groupBy(order.lines, (line) => line.sku ?? '')
    for (const [sku, lines] of bySku) {
      const asked = lines.reduce((sum, { quantity }) => sum + quantity, 0)
      const kept = lines.reduce((sum, { quantity, removed }) => sum + quantity - removed, 0)
      const found = booked.get(`${order.name} ${sku}`) ?? 0
      // One that was called off before anybody heard of it need not be here.
      expect(
        found === asked || (kept === 0 && found === 0),
        `${order.name}: ${found} of ${asked} ${sku}`,
      ).toBe(true)
    }
  }
}

/**
 * What people changed in Shopify is here as such, booked or held for the desk, piece by piece: nothing that an order or
 * we ourselves did there was taken for theirs, which the figures alone would not show.
 */
async function checkEdits({ database, tenant }: World, { edits }: OnlineShop): Promise<void> {
  const rows = await database.query<{ level: string; pieces: number }>(
    `select branch_id || ':' || product_id as level, sum(delta)::int as pieces from (
       select branch_id, product_id, delta from stock_movements where tenant_id = $1 and reason = 'shopify'
       union all
       select branch_id, product_id, (movement ->> 'delta')::int from movement_conflicts c
       where tenant_id = $1 and movement ->> 'reason' = 'shopify'
         and not exists (select from stock_movements m where m.tenant_id = c.tenant_id and m.id = c.id)
     ) theirs group by 1 having sum(delta) <> 0`,
    [tenant.id],
  )
  const wanted = [...edits].filter(([, pieces]) => pieces !== 0)
  expect(
    Object.fromEntries(rows.map(({ level, pieces }) => [level, pieces])),
    'what others changed there',
  ).toEqual(Object.fromEntries(wanted))
}
