import { expect, test } from 'vitest'
import { addresseeOf } from '../account/addressees.ts'
import { readHome } from '../home/read-home.ts'
import { gatherWeek } from '../summary/gather-week.ts'
import { lastWeek } from '../summary/week-of.ts'
import { answer } from '../telegram/answer.ts'
import { testBusiness } from '../testing/test-business.ts'
import { testProduct } from '../testing/test-lane.ts'

const { clock, database, deps, openShop } = await testBusiness()

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
