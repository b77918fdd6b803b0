import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../database/transaction.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testProduct } from '../testing/test-lane.ts'
import { noteRead, readOn } from './read-on.ts'

const { deps, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']

beforeEach(async () => {
  ;({ shop, admin } = await openShop())
})

test('a reader begins at the beginning, goes on where it was, and what was not committed is read again', async () => {
  const db = deps.database.tenant(shop.tenantId)
  const head = await headOf(shop.tenantId)
  const first = await inTransaction(db, (tx) => readOn(tx, shop.tenantId, 'one'))
  expect(first).toEqual({ after: 0, head, beganAt: head })
  await testProduct(admin, { [shop.branches.downtown]: 1 })
  const died = inTransaction(db, async (tx) => {
    await readOn(tx, shop.tenantId, 'one')
    await noteRead(tx, shop.tenantId, 'one', head)
    throw new Error('the node died')
  })
  await expect(died).rejects.toThrow('the node died')
  await inTransaction(db, async (tx) => {
    expect(await readOn(tx, shop.tenantId, 'one')).toEqual({ after: 0, head: head + 3, beganAt: head })
    await noteRead(tx, shop.tenantId, 'one', head)
  })
  const again = await inTransaction(db, (tx) => readOn(tx, shop.tenantId, 'one'))
  expect(again).toEqual({ after: head, head: head + 3, beganAt: head })
  expect(await inTransaction(db, (tx) => readOn(tx, shop.tenantId, 'other'))).toMatchObject({ after: 0 })
})

test('of two nodes that read at once one is left out, and waits for nobody', async () => {
  const db = deps.database.tenant(shop.tenantId)
  await inTransaction(db, (tx) => readOn(tx, shop.tenantId, 'one'))
  await inTransaction(db, async (tx) => {
    expect(await readOn(tx, shop.tenantId, 'one')).not.toBeNull()
    expect(await inTransaction(db, (second) => readOn(second, shop.tenantId, 'one'))).toBeNull()
  })
})
