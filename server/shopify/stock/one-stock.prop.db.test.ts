import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { inTransaction } from '../../database/transaction.ts'
import type { Schema } from '../../database/schema.ts'
import { openStockStage } from '../../testing/stock-stage.ts'
import type { StockStage } from '../../testing/stock-stage.ts'
import { testBusiness } from '../../testing/test-business.ts'
import { testMovement, testSale } from '../../testing/test-lane.ts'
import type { Shop } from '../connection/connection.ts'
import { gidOf, numberOfGid } from '../sandbox/store/gid.ts'
import { move, tellLevels } from '../sandbox/store/levels.ts'
import type { Order as ShopifyOrder } from '../sandbox/store/state.ts'
import { reconcileLevels } from './reconcile.ts'
import { sendAgain } from './send-again.ts'
import { stepStock } from './step-stock.ts'

const business = await testBusiness()

const SKUS = ['SHIRT-M', 'SHIRT-L', 'TOTE'] as const
type Sku = (typeof SKUS)[number]

/** What may happen, one after the other. */
type Act =
  | { kind: 'sell' | 'receive'; place: 0 | 1; sku: Sku; pieces: number }
  | { kind: 'count'; place: 0 | 1; sku: Sku; counted: number }
  | { kind: 'transfer'; place: 0 | 1; sku: Sku; pieces: number }
  | { kind: 'buy'; lines: [Sku, number][] }
  | { kind: 'both'; sku: Sku }
  | { kind: 'cancel' | 'ship' | 'refund'; order: number }
  | { kind: 'part'; order: number; restock: 'CANCEL' | 'RETURN' | 'NO_RESTOCK' }
  | { kind: 'edit' | 'edit-and-count'; place: 0 | 1; sku: Sku; by: number }
  | { kind: 'desk'; nth: number; action: string }
  | { kind: 'hooks'; how: 'hold' | 'kept' | 'reversed' | 'webhook-drop' | 'webhook-double' | 'webhook-delay' }
  | { kind: 'fault'; how: 'silent' | 'silent-done' | 'throttled' | '502' }
  | { kind: 'crash'; at: number; where: 'call' | 'behind-call' | 'transaction' | 'behind-transaction' }
  | { kind: 'deliver' | 'step' | 'reconcile' }
  | { kind: 'pass'; minutes: number }

const place = fc.constantFrom(0 as const, 1 as const)
const sku = fc.constantFrom(...SKUS)
const few = fc.integer({ min: 1, max: 3 })
const nth = fc.nat({ max: 7 })
const kind = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds)

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('sell'), place, sku, pieces: few }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('receive'), place, sku, pieces: few }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('count'), place, sku, counted: fc.nat({ max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('transfer'), place, sku, pieces: few }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('buy'),
      lines: fc.array(fc.tuple(sku, few), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('both'), sku }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('cancel', 'ship', 'refund'), order: nth }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('part'), order: nth, restock: kind('CANCEL', 'RETURN', 'NO_RESTOCK') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('edit', 'edit-and-count'),
      place,
      sku,
      by: fc.integer({ min: -3, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('desk'),
      nth,
      action: kind('recount', 'transfer', 'substitute', 'partial', 'backorder', 'cancel', 'drop'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('hooks'),
      how: kind('hold', 'kept', 'reversed', 'webhook-drop', 'webhook-double', 'webhook-delay'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('fault'), how: kind('silent', 'silent-done', 'throttled', '502') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('crash'),
      at: fc.nat({ max: 9 }),
      where: kind('call', 'behind-call', 'transaction', 'behind-transaction'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: kind('deliver') }) },
  { weight: 9, arbitrary: fc.record({ kind: kind('step') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('reconcile') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('pass'), minutes: fc.constantFrom(1, 6, 16) }) },
)

/** What was met on the way, over all runs: a run that meets nothing proves nothing. */
const seen = {
  orders: 0,
  conflicts: 0,
  external: 0,
  held: 0,
  unknown: 0,
  stale: 0,
  crashes: 0,
  refunds: 0,
  told: 0,
}

const idempotent = () => ({ 'idempotency-key': crypto.randomUUID() })
const ordersOf = ({ shopify }: StockStage): ShopifyOrder[] => Object.values(shopify.world.state.orders)

/** By how much a person changed what is available in Shopify, by our shelf. */
type Edits = Map<string, number>

async function perform(stage: StockStage, one: Act, edits: Edits): Promise<void> {
  const { shopify, linked, till, neighbour, work } = stage
  const { world } = shopify
  const laneAt = (at: 0 | 1) => (at === 0 ? till : neighbour)
  switch (one.kind) {
    case 'sell': {
      const { productId, price } = linked.get(one.sku)!
      await laneAt(one.place).push('orders', [
        testSale(laneAt(one.place), { id: productId, price }, one.pieces),
      ])
      return
    }
    case 'receive': {
      const { productId } = linked.get(one.sku)!
      const { branchId } = laneAt(one.place)
      await laneAt(one.place).push('stockMovements', [
        testMovement({ branchId, productId, delta: one.pieces }),
      ])
      return
    }
    case 'count': {
      const { productId } = linked.get(one.sku)!
      const { branchId } = laneAt(one.place)
      const expected = Number((await stage.levels(one.sku))[one.place]!.split('/')[0])
      const said = { reason: 'recount', counted: one.counted, expected, delta: one.counted - expected }
      await laneAt(one.place).push('stockMovements', [testMovement({ branchId, productId, ...said })])
      return
    }
    case 'transfer': {
      const { productId } = linked.get(one.sku)!
      const transferId = crypto.randomUUID()
      const [from, to] = one.place === 0 ? [till, neighbour] : [neighbour, till]
      const half = { productId, transferId }
      await from.push('stockMovements', [
        testMovement({ ...half, branchId: from.branchId, delta: -one.pieces, reason: 'transfer_out' }),
        testMovement({ ...half, branchId: to.branchId, delta: one.pieces, reason: 'transfer_in' }),
      ])
      return
    }
    case 'buy':
      await stage.buy(...one.lines)
      return
    case 'both': {
      const { productId, price } = linked.get(one.sku)!
      const here = Number((await stage.levels(one.sku))[0]!.split('/')[0])
      await stage.buy([one.sku, 1])
      if (here > 0) await till.push('orders', [testSale(till, { id: productId, price }, here)])
      return
    }
    case 'cancel':
    case 'refund':
    case 'ship': {
      const order = ordersOf(stage)[one.order % Math.max(1, ordersOf(stage).length)]
      // What was called off here and sent out there is for people to sort out.
      if (order && (one.kind !== 'ship' || (await isAllAccepted(stage, order))))
        await stage.act(order.number, one.kind)
      return
    }
    case 'part': {
      const order = ordersOf(stage)[one.order % Math.max(1, ordersOf(stage).length)]
      const line = order?.lines.find(({ quantity, removed }) => quantity > removed)
      if (!order || !line) return
      await shopify.ask(
        `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
        {
          key: crypto.randomUUID(),
          input: {
            orderId: order.id,
            refundLineItems: [
              {
                lineItemId: line.id,
                quantity: 1,
                restockType: one.restock,
                locationId: gidOf('Location', stage.locations[0]!),
              },
            ],
          },
        },
      )
      return
    }
    case 'edit':
    case 'edit-and-count': {
      const { item, productId } = linked.get(one.sku)!
      const ids = world.state.items[gidOf('InventoryItem', item)]!.levelIds
      const level = world.state.levels[ids[gidOf('Location', stage.locations[one.place]!)] ?? '']
      if (level?.isActive !== true) return
      move(world, level, 'available', one.by)
      tellLevels(world, [level])
      const shelf = `${laneAt(one.place).branchId} ${productId}`
      edits.set(shelf, (edits.get(shelf) ?? 0) + one.by)
      if (one.kind === 'edit') return
      // Counted here before the webhook is there.
      await perform(stage, { kind: 'count', place: one.place, sku: one.sku, counted: 3 }, edits)
      await stepStock(work)
      return
    }
    case 'desk':
      await decide(stage, one.nth, one.action)
      return
    case 'hooks':
      if (one.how === 'hold') shopify.webhooks.hold()
      else if (one.how === 'kept' || one.how === 'reversed') shopify.webhooks.release(one.how)
      else if (one.how === 'webhook-delay')
        shopify.faults.add({ kind: one.how, times: 2, milliseconds: 90_000 })
      else shopify.faults.add({ kind: one.how, times: 1 })
      return
    case 'fault':
      if (one.how === 'throttled') shopify.faults.add({ kind: 'throttled', times: 2 })
      else {
        const code = one.how === '502' ? 'http-502' : 'timeout'
        stage.failNext({ kind: 'again', code, message: 'planned' }, one.how === 'silent-done')
      }
      return
    case 'crash':
      await stepStock(stopping(work, one)).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
        seen.crashes += 1
      })
      return
    case 'deliver':
      await stage.deliver()
      return
    case 'step':
      await stepStock(work)
      return
    case 'reconcile':
      await reconcileLevels(work)
      return
    case 'pass':
      await stage.pass(one.minutes * 60_000)
      return
  }
}

class Stopped extends Error {}

/** A process that ends at its k-th call or transaction, or right behind it. */
function stopping(work: Shop, { at, where }: Extract<Act, { kind: 'crash' }>): Shop {
  let left = at
  const guard = async <T>(isHere: boolean, isBehind: boolean, go: () => Promise<T>): Promise<T> => {
    if (!isHere) return go()
    left -= 1
    if (left >= 0) return go()
    if (isBehind) await go()
    throw new Stopped('stopped')
  }
  const { api, deps } = work
  const isCall = where === 'call' || where === 'behind-call'
  const isBehind = where === 'behind-call' || where === 'behind-transaction'
  const tenant = (tenantId: string): Kysely<Schema> =>
    new Proxy(deps.database.tenant(tenantId), {
      get(db, name) {
        if (name === 'transaction')
          return () => ({
            execute: (go: never) => guard(!isCall, isBehind, () => db.transaction().execute(go)),
          })
        const value: unknown = Reflect.get(db, name)
        return typeof value === 'function' ? (value.bind(db) as unknown) : value
      },
    })
  return {
    ...work,
    api: { ...api, ask: (...asked) => guard(isCall, isBehind, () => api.ask(...asked)) },
    deps: { ...deps, database: { ...deps.database, tenant } },
  }
}

async function isAllAccepted(stage: StockStage, { id }: ShopifyOrder): Promise<boolean> {
  const [found] = await stage.rows(
    `select count(*)::int as n, count(*) filter (where o.status = 'accepted')::int as accepted
     from shopify_claims c left join orders o on o.id = c.document_id where c.order_id = $1`,
    [numberOfGid(id).toString()],
  )
  return Number(found!['n']) > 0 && found!['n'] === found!['accepted']
}

type Case = {
  kind: 'order' | 'movement'
  id: string
  document: { lines: { id: string; productId: string; quantity: number }[]; branchId: string }
}

async function casesOf(stage: StockStage, state: 'open' | 'waiting'): Promise<Case[]> {
  return (await stage.admin.get(`/conflicts?state=${state}`)).body['conflicts'] as Case[]
}

/** The desk decides on a case; what does not fit it refuses. */
async function decide(stage: StockStage, nth: number, action: string): Promise<void> {
  const open = [...(await casesOf(stage, 'open')), ...(await casesOf(stage, 'waiting'))]
  const one = open[nth % Math.max(1, open.length)]
  if (one) await decideOn(stage, one, action)
}

async function decideOn(stage: StockStage, one: Case, action: string): Promise<number> {
  const said = { reason: 'looked' }
  if (one.kind === 'movement') {
    const word = action === 'drop' ? 'drop' : 'recount'
    return (await stage.admin.post(`/movements/${one.id}/settle`, { ...said, action: word }, idempotent()))
      .status
  }
  const { branchId, lines } = one.document
  const line = lines[0]!
  const other = [...stage.linked.values()].find(({ productId }) => productId !== line.productId)!
  const more = {
    transfer: {
      fromBranchId: branchId === stage.till.branchId ? stage.neighbour.branchId : stage.till.branchId,
    },
    substitute: { substitutes: [{ lineId: line.id, productId: other.productId, quantity: line.quantity }] },
  }[action]
  const body = { ...said, action: action === 'drop' ? 'recount' : action, ...more }
  return (await stage.admin.post(`/orders/${one.id}/settle`, body, idempotent())).status
}

/** Nothing goes wrong any more, everybody decides, and all that waits comes. */
async function heal(stage: StockStage): Promise<void> {
  const { shopify, work } = stage
  shopify.faults.clear()
  stage.forgetFaults()
  shopify.webhooks.release('kept')
  for (let round = 0; round < 12; round += 1) {
    await stage.pass(16 * 60_000)
    await stage.settle()
    for (const { id } of await stage.rows(`select id from shopify_sends where state = 'dead'`))
      await inTransaction(work.deps.database.tenant(work.tenantId), (tx) =>
        sendAgain(tx, work.deps, work.tenantId, String(id), 'again'),
      )
    const open = [...(await casesOf(stage, 'open')), ...(await casesOf(stage, 'waiting'))]
    for (const [index, one] of open.entries())
      await decideOn(stage, one, (['recount', 'cancel', 'partial'] as const)[(index + round) % 3]!)
    if (open.length === 0 && round > 1) break
  }
  await reconcileLevels(work)
  await stage.settle()
}

async function check(stage: StockStage, edits: Edits): Promise<void> {
  expect(await casesOf(stage, 'open')).toEqual([])
  expect(
    await stage.rows(`select kind, state, attempts, fault from shopify_sends where state <> 'done'`),
  ).toEqual([])
  expect(await stage.ledgerFaults()).toEqual([])
  for (const one of SKUS)
    for (const level of await stage.levels(one)) {
      const [here, there] = level.split('/')
      expect(`${one} ${here}/${there}`).toBe(there === '-' ? `${one} 0/-` : `${one} ${here}/${here}`)
    }
  // Nothing was taken for somebody else's change that was none, and none was missed.
  const external = await stage.rows(
    `select branch_id || ' ' || product_id as shelf, sum(delta)::int as delta from (
       select branch_id, product_id, delta from stock_movements where reason = 'shopify' union all
       select branch_id, product_id, (movement ->> 'delta')::int from movement_conflicts
       where movement ->> 'reason' = 'shopify' and settlement ->> 'action' = 'drop') as changes
     group by 1 having sum(delta) <> 0`,
  )
  expect(new Map(external.map(({ shelf, delta }) => [shelf, delta]))).toEqual(
    new Map([...edits].filter(([, by]) => by !== 0)),
  )
  // Every online order is here once, with what it was for, and what it has left.
  const booked = await stage.rows(
    `select c.order_id as id, c.line_id as line, sum(case o.kind when 'sale' then (l ->> 'quantity')::int end)::int as sold
     from shopify_claims c join orders o on o.id = c.document_id, json_array_elements(o.lines) as l
     where l ->> 'id' = c.document_line_id::text group by 1, 2`,
  )
  const left = await stage.rows(
    `select c.order_id as id, c.line_id as line, sum(case
        when o.status = 'cancelled' then 0
        else c.taken - coalesce((select sum((l ->> 'quantity')::int) from orders r, json_array_elements(r.lines) as l
          where r.refund_of = o.id and r.status = 'accepted' and l ->> 'refundOf' = c.document_line_id::text), 0) end)::int as left
     from shopify_claims c join orders o on o.id = c.document_id group by 1, 2`,
  )
  const name = (id: unknown, line: unknown) => `${String(id)} ${String(line)}`
  const sold = new Map(booked.map((row) => [name(row['id'], row['line']), row['sold']]))
  const rest = new Map(left.map((row) => [name(row['id'], row['line']), row['left']]))
  const wanted = ordersOf(stage).flatMap(({ id, lines }) =>
    lines.map((line) => ({ key: name(numberOfGid(id), numberOfGid(line.id)), line })),
  )
  expect([...sold.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    wanted.map(({ key }) => key).toSorted((a, b) => (a < b ? -1 : 1)),
  )
  for (const { key, line } of wanted) {
    expect(`${key} ${String(sold.get(key))}`).toBe(`${key} ${line.quantity}`)
    expect(`${key} ${String(rest.get(key))} left`).toBe(`${key} ${line.quantity - line.removed} left`)
  }
}

async function note(stage: StockStage): Promise<void> {
  const count = async (sql: string) =>
    Number((await stage.rows(`select count(*)::int as n from ${sql}`))[0]!['n'])
  seen.orders += ordersOf(stage).length
  seen.conflicts += await count(`orders where source = 'shopify' and conflict is not null`)
  seen.external += await count(`stock_movements where reason = 'shopify'`)
  seen.held += await count(`movement_conflicts where movement ->> 'reason' = 'shopify'`)
  seen.stale += await count(`shopify_sends where fault ->> 'code' = 'CHANGE_FROM_QUANTITY_STALE'`)
  seen.unknown += await count(`shopify_sends where attempts > 0`)
  seen.refunds += await count(`orders where source = 'shopify' and kind = 'refund'`)
  seen.told += await count(`shopify_sends where kind in ('cancel', 'refund')`)
}

async function play(acts: readonly Act[]): Promise<void> {
  const stage = await openStockStage(business)
  await stage.link('SHIRT-M', [4, 3])
  await stage.link('SHIRT-L', [2, 1])
  await stage.link('TOTE', [3, 2])
  await stage.settle()
  const edits: Edits = new Map()
  for (const one of acts) await perform(stage, one, edits)
  await heal(stage)
  await note(stage)
  await check(stage, edits)
  await stage.shopify.close()
}

test('[O4] [O9] [U3] whatever both sides sell, change, cancel and lose, in the end there is one stock', async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 25, maxLength: 45 }), play), {
    seed: Number(process.env['SEED'] ?? 20_261_121),
    numRuns: Number(process.env['RUNS'] ?? 24),
    endOnFailure: process.env['SHRINK'] === undefined,
    verbose: 1,
  })
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0)
}, 600_000)
