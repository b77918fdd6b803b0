import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesQuery } from '../../../shared/bulk/matches-query.ts'
import { ProductQuery } from '../../../shared/bulk/selection.ts'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { fitting } from '../table/arrange.ts'
import { productTable } from './product-source.ts'

const products = shelfOf(300).map((product, at) => ({
  ...product,
  price: (at % 7) * 100,
  tags: ['new', 'sale', 'old'].slice(0, at % 4),
  status: at % 5 === 0 ? 'archived' : 'active',
  barcode: at % 3 === 0 ? null : product.barcode,
})) as ReturnType<typeof shelfOf>
const onHand = (at: number) => (at * 7) % 5

const some = fc.constantFrom(...products)
const filter = fc.oneof(
  fc.record({
    field: fc.constant('status'),
    op: fc.constantFrom('is', 'not'),
    value: fc.constantFrom('active', 'archived'),
  }),
  fc
    .record({
      field: fc.constantFrom('vendor', 'category'),
      op: fc.constantFrom('is', 'not', 'has'),
      product: some,
    })
    .map(({ product, ...rest }) => ({
      ...rest,
      value: rest.op === 'has' ? product.vendor.slice(1, 4).toUpperCase() : product.vendor,
    })),
  fc.record({
    field: fc.constant('tag'),
    op: fc.constantFrom('is', 'not', 'has'),
    value: fc.constantFrom('new', 'sale', 'gone'),
  }),
  fc.record({
    field: fc.constantFrom('price', 'onHand'),
    op: fc.constantFrom('is', 'not', 'lt', 'gt'),
    value: fc.constantFrom('0', '2', '300', '-1'),
  }),
)
const search = fc.oneof(
  fc.constant(''),
  some.map(({ title }) => title.split(' ').slice(0, 2).join('  ').toUpperCase()),
  some.map(({ sku }) => sku.slice(2, 8)),
)

test('what the grid shows of a query is what a bulk operation would change', () => {
  const table = productTable()
  for (const [row, product] of products.entries()) {
    table.put(row, product)
    table.set(row, 'onHand', onHand(row))
  }
  let found = 0
  fc.assert(
    fc.property(search, fc.array(filter, { maxLength: 3 }), (words, filters) => {
      const query = ProductQuery.parse({ search: words, filters, branchId: null })
      const fits = fitting(table, query)
      const shown = products.filter((_, row) => fits(row))
      found += shown.length
      expect(shown).toEqual(products.filter((product, at) => matchesQuery(product, onHand(at), query)))
    }),
    { numRuns: 400 },
  )
  expect(found).toBeGreaterThan(1000)
})
