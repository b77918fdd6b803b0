import { expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import { makeCatalogue } from '../store/make-catalogue.ts'
import { pageOf } from './connection.ts'
import type { Page } from './connection.ts'

const RECORDS = Array.from({ length: 7 }, (_, index) => ({
  id: `gid://shopify/Product/${9_007_199_254_740_993n + BigInt(index)}`,
  // Two and two are of the same second.
  at: Math.trunc(index / 2),
}))
const byTime = ({ at }: { at: number }): number => at

test('pages follow each other without a gap or a repeat, ties and ids beyond 2^53 included', () => {
  const seen: string[] = []
  let after: string | null = null
  for (let page = 0; page < 10; page += 1) {
    const { nodes, pageInfo }: Page<(typeof RECORDS)[number]> = pageOf(RECORDS, { first: 2, after }, byTime)
    seen.push(...nodes.map(({ id }) => id))
    expect(pageInfo.hasPreviousPage).toBe(page > 0)
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  expect(seen).toEqual(RECORDS.map(({ id }) => id))
})

test('a cursor is a place, also of a record that is gone', () => {
  const { pageInfo } = pageOf(RECORDS, { first: 3 }, byTime)
  const left = RECORDS.filter((_, index) => index !== 2)
  expect(pageOf(left, { first: 1, after: pageInfo.endCursor }, byTime).nodes).toEqual([RECORDS[3]])
})

test('backwards from a cursor, and the whole order reversed', () => {
  const last = pageOf(RECORDS, { last: 2 }, byTime)
  expect(last.nodes).toEqual(RECORDS.slice(-2))
  expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const before = pageOf(RECORDS, { last: 2, before: last.pageInfo.startCursor }, byTime)
  expect(before.nodes).toEqual(RECORDS.slice(3, 5))
  const reversed = pageOf(RECORDS, { first: 3, reverse: true }, byTime)
  expect(reversed.nodes).toEqual(RECORDS.toReversed().slice(0, 3))
  expect(
    pageOf(RECORDS, { first: 9, reverse: true, after: reversed.pageInfo.endCursor }, byTime).nodes,
  ).toEqual(RECORDS.toReversed().slice(3))
})

test('a page is of 250 at most, and of a size that is named', async () => {
  const shop = await openTestShopify({
    catalogue: makeCatalogue({ seed: 1, products: 260, variantsEach: 1 }),
  })
  expect((await shop.ask('{ products(first: 250) { nodes { id } } }')).data.products.nodes).toHaveLength(250)
  const tooMany = await shop.ask('{ locations(first: 251) { nodes { id } } }')
  expect(tooMany.errors![0]!.message).toContain('250')
  expect((await shop.ask('{ locations { nodes { id } } }')).errors![0]!.message).toBe(
    'you must provide one of first or last',
  )
  expect(
    (await shop.ask('{ locations(first: 1, after: "nonsense") { nodes { id } } }')).errors![0]!.message,
  ).toContain('Invalid cursor')
  await shop.close()
})
