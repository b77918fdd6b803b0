import { expect, test } from 'vitest'
import { addresseeOf } from '../account/addressees.ts'
import { readHome } from '../home/read-home.ts'
import { gatherWeek } from '../summary/gather-week.ts'
import { lastWeek } from '../summary/week-of.ts'
import { answer } from '../telegram/answer.ts'
import { testBusiness } from '../testing/test-business.ts'
import { testMovement, testProduct } from '../testing/test-lane.ts'

const { clock, database, deps, openShop } = await testBusiness()

test('the home page and the weekly summary count the same shelves low at one moment, and what is sold no more is not', async () => {
  const { shop, admin, till } = await openShop()
  const { tenantId } = shop
  const [here, there] = [till.branchId, shop.branches.riverside]
  for (const pieces of [2, 3, 4, 5, 9]) await testProduct(admin, { [here]: pieces, [there]: pieces })
  await testProduct(admin, { [here]: 1 }, { status: 'archived' })
  for (const branchId of [here, there]) {
    const { id: productId } = await testProduct(admin, { [branchId]: 1 })
    await admin.push('stockMovements', [testMovement({ branchId, productId, delta: -1, reason: 'damage' })])
  }
  await database.query(
    `with taken as (select take_positions($1, '[["stockLevels", 100]]') as before), numbered as (
       select branch_id, product_id, (row_number() over (order by branch_id, product_id))::integer as place
       from stock_levels where tenant_id = $1
     )
     update stock_levels s set seq = before + place,
       reorder_point = case place % 4 when 0 then place % 5 end,
       suggested_point = case place % 3 when 0 then place % 7 end
     from numbered n, taken where s.tenant_id = $1 and s.branch_id = n.branch_id and s.product_id = n.product_id`,
    [tenantId],
  )
  const counted = async () => {
    const { low } = await readHome(deps, tenantId, null)
    const week = await gatherWeek(deps, tenantId, lastWeek(clock.now(), 'UTC'))
    expect({ low: low.count, empty: low.empty }).toEqual({ low: week.stock.low, empty: week.stock.empty })
    expect(low.products.length).toBe(Math.min(low.count, 12))
    return low
  }
  const before = await counted()
  expect([before.count > 4, before.empty]).toEqual([true, 2])
  // A branch that is closed has no shelves to look after.
  await database.query(
    `with taken as (select take_positions($1, '[["branches", 1]]') as before)
     update branches set deleted = true, seq = before + 1 from taken where tenant_id = $1 and id = $2`,
    [tenantId, there],
  )
  expect((await counted()).empty).toBe(1)
})

test('the home page, the bot and the weekly summary call the same shelf low', async () => {
  const { shop, admin, till } = await openShop()
  const { tenantId } = shop
  const { id } = await testProduct(admin, { [till.branchId]: 9 }, { sku: 'X' })
  const person = await addresseeOf(deps.database.tenant(tenantId), tenantId, shop.users.cashier.id)
  if (!person) throw new Error('the cashier is nobody')
  for (const [byHand, suggested, isLow] of [
    [null, null, false],
    [null, 12, true],
    [5, 12, false],
    [9, 1, true],
    [0, 12, false],
  ]) {
    await database.query(
      `with taken as (select take_positions($1, '[["stockLevels", 1]]') as before)
       update stock_levels set reorder_point = $2, suggested_point = $3, seq = before + 1 from taken
       where tenant_id = $1 and product_id = $4`,
      [tenantId, byHand, suggested, id],
    )
    const { low } = await readHome(deps, tenantId, till.branchId)
    const shelf = await answer(deps, tenantId, person, { kind: 'stock', code: 'X' }, readHome)
    const week = await gatherWeek(deps, tenantId, lastWeek(clock.now(), 'UTC'))
    expect([low.count > 0, shelf.includes('⚠️'), week.stock.low > 0]).toEqual([isLow, isLow, isLow])
  }
})
