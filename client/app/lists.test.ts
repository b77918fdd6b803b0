import { afterEach, beforeEach, expect, test } from 'vitest'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { untilState } from './testing/test-lane.ts'

const world = lanesOfTest()

beforeEach(() => void world.begin())
afterEach(() => world.end())

test('a page has all of a list over the wire, and hears what comes', async () => {
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter)
  await shop.customers.create({ name: 'Ann Lee' })
  const names: string[] = []
  let whole = false
  const following = shop.lists.all$('customers').subscribe((news) => {
    names.push(...news.rows.map(({ name }) => name))
    whole ||= news.whole
  })
  await expect.poll(() => whole).toBe(true)
  expect(names).toContain('Ann Lee')
  await shop.customers.create({ name: 'Bea Kim' })
  await expect.poll(() => names).toContain('Bea Kim')
  following.unsubscribe()
})
