import { beforeEach, expect, test } from 'vitest'
import { openStockStage } from '../../testing/stock-stage.ts'
import type { StockStage } from '../../testing/stock-stage.ts'
import { testBusiness } from '../../testing/test-business.ts'
import { gidOf } from '../sandbox/store/gid.ts'
import { move, tellLevels } from '../sandbox/store/levels.ts'
import { ORDER_SIZES } from '../mapping/node-order.ts'
import { STOCK_LEVELS, STOCK_ORDERS, STOCK_TRUTH, STOCK_TRUTH_LONG } from './operations.ts'

const business = await testBusiness()
let stage: StockStage

beforeEach(async () => {
  stage = await openStockStage(business)
})

/** As many lines as a document has. */
const MOST = 200
const lines = (count: number) => Array.from({ length: count }, (): [string, number] => ['SHIRT-M', 1])
const booked = async () =>
  (await stage.admin.pullAll('orders'))
    .filter(({ source }) => source === 'shopify')
    .map((order) => `${order.number} ${order.status} ${order.lines.length}`)
const operations = () => stage.calls.map(({ operation }) => operation)

test('[O9] an order that is longer than most is read once more, whole; a short one beside it is not kept waiting', async () => {
  const { short } = ORDER_SIZES
  await stage.link('SHIRT-M', [500, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1])
  await stage.buy(...lines(short.lines + 1))
  await stage.buy(...lines(short.lines))
  await stage.buy(...lines(MOST))
  stage.calls.length = 0
  await stage.settle()
  expect((await booked()).toSorted()).toEqual([
    '#1001 accepted 1',
    `#1002 accepted ${short.lines + 1}`,
    `#1003 accepted ${short.lines}`,
    `#1004 accepted ${MOST}`,
  ])
  const left = 500 - 1 - short.lines * 2 - 1 - MOST
  expect(await stage.levels('SHIRT-M')).toEqual([`${left}/${left}`, '0/0'])
  expect(operations()).toContain(STOCK_TRUTH_LONG.name)
  expect(await stage.ledgerFaults()).toEqual([])
})

test('[O9] an order that is longer than all that is read is said, and its stock is taken over as a change of theirs', async () => {
  await stage.link('SHIRT-M', [500, 0])
  await stage.settle()
  await stage.buy(...lines(ORDER_SIZES.long.lines + 1))
  await stage.settle()
  expect(await booked()).toEqual([])
  const left = 500 - ORDER_SIZES.long.lines - 1
  expect(await stage.levels('SHIRT-M')).toEqual([`${left}/${left}`, '0/0'])
})

test('what is not asked for is not paid for, and no reading costs more than one call may', async () => {
  const ids = (kind: string, count: number) =>
    Array.from({ length: count }, (_, index) => `gid://shopify/${kind}/${index + 1}`)
  const costOf = async ({ text }: { text: string }) => {
    const named = (name: string) => text.includes(`$${name}:`)
    const { extensions } = await stage.shopify.ask(text, {
      since: `updated_at:>='2026-11-21T00:00:00Z'`,
      after: null,
      ...(named('orders') && { orders: ids('Order', 100) }),
      ...(named('items') && { items: ids('InventoryItem', 100), locations: 4 }),
    })
    return extensions!.cost.requestedQueryCost
  }
  const [levels, orders, both, long] = await Promise.all(
    [STOCK_LEVELS, STOCK_ORDERS, STOCK_TRUTH, STOCK_TRUTH_LONG].map(costOf),
  )
  expect(both).toBeGreaterThan(levels!)
  expect(both).toBeGreaterThan(orders!)
  // What the smallest plan gives in a second, and something is left for others.
  expect(both).toBeLessThanOrEqual(85)
  expect(long).toBeLessThanOrEqual(1_000)
})

test('[M1] an item that is stocked at more locations than are known is read again at all of them', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  const [, second] = stage.locations
  await stage.rows('delete from shopify_locations where id <> $1', [second])
  const { world } = stage.shopify
  const item = world.state.items[gidOf('InventoryItem', stage.linked.get('SHIRT-M')!.item)]!
  const level = world.state.levels[item.levelIds[gidOf('Location', second!)]!]!
  move(world, level, 'available', 2)
  tellLevels(world, [level])
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['5/5', '5/5'])
})

test('[O9] an order that cannot be booked at all keeps none of those that were read with it waiting', async () => {
  await stage.link('SHIRT-M', [20, 0])
  await stage.settle()
  await stage.rows(`
    create function refuse_one() returns trigger language plpgsql as $$
    begin
      if new.number = '#1002' then raise exception 'not this one'; end if;
      return new;
    end $$;
    create trigger refuse_one before insert on orders for each row execute function refuse_one()`)
  for (let order = 0; order < 5; order += 1) await stage.buy(['SHIRT-M', 1])
  await expect(stage.settle()).rejects.toThrow('not this one')
  expect((await booked()).toSorted()).toEqual(
    ['#1001', '#1003', '#1004', '#1005'].map((one) => `${one} accepted 1`),
  )
  await stage.rows('drop trigger refuse_one on orders; drop function refuse_one()')
  await stage.settle()
  expect(await booked()).toHaveLength(5)
  expect(await stage.levels('SHIRT-M')).toEqual(['15/15', '0/0'])
})
