import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { matchesQuery } from '../../shared/bulk/matches-query.ts'
import { ProductQuery } from '../../shared/bulk/selection.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testProduct } from '../testing/test-lane.ts'
import { selected } from './selected.ts'

const { deps, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']

beforeEach(async () => {
  ;({ shop, admin } = await openShop())
})

const texts = fc.constantFrom('Shirts', 'shirts', 'Shoes & Socks', '', '100%', 'a_b', 'ÄRMEL')
const filter = fc.oneof(
  fc.record({
    field: fc.constantFrom('vendor', 'category'),
    op: fc.constantFrom('is', 'not', 'has'),
    value: texts,
  }),
  fc.record({ field: fc.constant('tag'), op: fc.constantFrom('is', 'not', 'has'), value: texts }),
  fc.record({
    field: fc.constant('status'),
    op: fc.constantFrom('is', 'not'),
    value: fc.constantFrom('active', 'archived'),
  }),
  fc.record({
    field: fc.constantFrom('price', 'onHand'),
    op: fc.constantFrom('is', 'not', 'lt', 'gt'),
    value: fc.constantFrom('0', '3', '5', '1000', '2000', '-1'),
  }),
)

test('what a query asks for is the same products to Postgres as to the rule that the grid goes by', async () => {
  const { downtown, riverside } = shop.branches
  const options = ['Shirts', 'shirts', 'Shoes & Socks', '', '100%', 'a_b', 'ÄRMEL']
  for (const [index, category] of options.entries()) {
    await testProduct(
      admin,
      { ...(index % 2 ? { [downtown]: 3 } : {}), ...(index % 3 ? { [riverside]: 2 } : {}) },
      {
        category,
        vendor: options[(index + 3) % options.length],
        tags: options.slice(index, index + 2).filter((tag) => tag !== ''),
        price: index % 2 ? 1_000 : 2_000,
        status: index % 3 === 0 ? 'archived' : 'active',
        sku: `SKU-${index}`,
        barcode: index % 2 ? `40${index}` : null,
        title: index % 2 ? 'Ärmel 100% 50_50' : 'Plain socks',
      },
    )
  }
  const products = await admin.pullAll('products')
  const levels = await admin.pullAll('stockLevels')
  let [matched, missed] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', 'sku', 'SKU-1', '40', 'ärmel 100%', '50_50', 'plain  SOCKS', 'x'),
      fc.array(filter, { maxLength: 3 }),
      fc.constantFrom(null, downtown, riverside),
      async (search, filters, branchId) => {
        const query = ProductQuery.parse({ search, filters, branchId })
        const { rows } = await sql<{ id: string }>`
          select p.id from products p where p.tenant_id = ${shop.tenantId} and not p.deleted
            and ${selected(shop.tenantId, { kind: 'products', query, except: [] })}`.execute(
          deps.database.tenant(shop.tenantId),
        )
        const wanted = products.filter((product) => {
          const here = levels.filter(
            (level) =>
              level['productId'] === product['id'] && (branchId ?? level['branchId']) === level['branchId'],
          )
          const onHand = here.reduce((sum, level) => sum + Number(level['onHand']), 0)
          return matchesQuery(product as never, onHand, query)
        })
        matched += wanted.length
        missed += products.length - wanted.length
        expect(rows.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id as string).toSorted())
      },
    ),
    { numRuns: 200 },
  )
  expect(Math.min(matched, missed)).toBeGreaterThan(50)
})
