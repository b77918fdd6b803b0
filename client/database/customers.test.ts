import { afterEach, beforeEach, expect, test } from 'vitest'
import { lanesOfTest } from '../app/testing/lanes-of-test.ts'
import { until, untilState, uuid } from '../app/testing/test-lane.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'

const world = lanesOfTest()
let server: FakeServer

beforeEach(() => {
  server = world.begin()
})

afterEach(() => world.end())

test('[M4] a customer made and changed without the network waits in the outbox, and arrives as it was last', async () => {
  server.faultOf = () => 'request-lost'
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter)
  const ann = await shop.customers.create({ name: 'Ann Lee', phone: '+1 555 010 0199' })
  await shop.customers.update(ann.id, { name: 'Ann Marie Lee', email: 'ann@example.com' })
  await untilState(shop, (state) => state.waiting === 1)
  server.faultOf = () => null
  await shop.sync.syncNow()
  await untilState(shop, (state) => state.waiting === 0)
  expect(server.live('customers')).toMatchObject([
    { id: ann.id, name: 'Ann Marie Lee', phone: '+1 555 010 0199', email: 'ann@example.com' },
  ])
})

test('[M4] a customer whom the server knows is changed, waits as unsent, and is sent', async () => {
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter)
  const ann = await shop.customers.create({ name: 'Ann Lee' })
  await untilState(shop, (state) => state.waiting === 0)
  server.faultOf = (it) => (it.action === 'push' ? 'request-lost' : null)
  await shop.customers.update(ann.id, { phone: '555 0100' })
  await untilState(shop, (state) => state.waiting === 1)
  server.faultOf = () => null
  await shop.sync.syncNow()
  await untilState(shop, (state) => state.waiting === 0)
  expect(server.live('customers')).toMatchObject([{ id: ann.id, name: 'Ann Lee', phone: '555 0100' }])
  expect((await shop.customers.byId(ann.id))?.seq).toBeGreaterThan(0)
  await expect(shop.customers.update(uuid(0x99), { name: 'Nobody' })).rejects.toThrow('no customer')
})

test('customers are found by any word of their name, by figures of their phone, and by their email', async () => {
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter)
  await shop.customers.create({ name: 'Ann Lee', phone: '+998 90 123-45-67' })
  await shop.customers.create({ name: 'Боб Ленин', email: 'Bob@Example.com' })
  const names = async (text: string) => (await shop.customers.search(text, 8)).map(({ name }) => name)
  await until(async () => (await names('')).length === 2)
  expect(await names('lee')).toEqual(['Ann Lee'])
  expect(await names('lee ann')).toEqual(['Ann Lee'])
  expect(await names('lee bob')).toEqual([])
  expect(await names('123 45')).toEqual(['Ann Lee'])
  expect(await names('901234567')).toEqual(['Ann Lee'])
  expect(await names('bob@ex')).toEqual(['Боб Ленин'])
  expect(await names('лен')).toEqual(['Боб Ленин'])
  expect(await names('nobody')).toEqual([])
})
