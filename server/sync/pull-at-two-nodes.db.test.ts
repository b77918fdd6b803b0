import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane, testProduct } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const here = await testNode(database.url)
const there = await testNode(database.url, { clock: here.clock })
let admin: TestLane
let till: TestLane

beforeEach(async () => {
  await database.empty()
  here.clock.advance(60_000)
  const shop = await testShop(database)
  admin = await testLane(here.app, shop, 'admin')
  till = await testLane(there.app, shop, 'cashier')
})

test('[P3] what one node has acknowledged, no page or digest that another node keeps can hide', async () => {
  for (let round = 1; round <= 10; round += 1) {
    const { id } = await testProduct(admin, {})
    const { documents } = (await till.get('/replication/products/pull?seq=0&limit=100')).body
    expect(documents.map((product: { id: string }) => product.id)).toContain(id)
    expect((await till.get('/replication/products/digest')).body['count']).toBe(round)
  }
})

test('[P3] while nothing happens, the last page and the digest cost a look at one row', async () => {
  await testProduct(admin, {})
  for (const question of ['pull?seq=0&limit=100', 'digest']) {
    const path = `/replication/products/${question}`
    const first = (await till.get(path)).body
    const before = there.deps.database.statements()
    expect((await till.get(path)).body).toEqual(first)
    expect(there.deps.database.statements() - before).toBe(1)
    await Promise.all(Array.from({ length: 50 }, () => till.get(path)))
    // The first to ask looks, and one more for all who came while it looked.
    expect(there.deps.database.statements() - before).toBeLessThan(10)
  }
})

test('the documentation says what a page looks like', async () => {
  const documented = (await here.app.inject('/api/v1/openapi.json')).json()
  const answer = documented.paths['/api/v1/replication/{collection}/pull'].get.responses[200]
  expect(Object.keys(answer.content['application/json'].schema.properties)).toEqual([
    'documents',
    'checkpoint',
    'head',
  ])
})
