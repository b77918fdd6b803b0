import { expect, test } from 'vitest'
import type { BasisPoints } from '../../../shared/basics/scalars.ts'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { guessMapping, type Mapping } from './plan.ts'
import { planProduct, type ProductField } from './plan-products.ts'

const [product] = shelfOf(1)
const mapping: Mapping<ProductField> = {
  sku: 0,
  title: 1,
  price: 2,
  tags: 3,
  status: 4,
  category: null,
  vendor: null,
  barcode: null,
}
const plan = (...cells: string[]) => planAfter(new Set(['seen']), cells)
const planAfter = (seen: Set<string>, cells: string[]) =>
  planProduct(cells, 2, seen, {
    mapping,
    currency: 'USD',
    taxRate: 2000 as BasisPoints,
    find: (sku) => (sku === product!.sku.toLowerCase() ? product! : null),
    newId: () => '00000000-0000-7000-8000-00000000ffff',
    now: '2026-11-21T12:00:00.000Z',
  })

test('a row changes the product of its SKU, and only what the file says of it', () => {
  const planned = plan(product!.sku, '', '12.50', 'new, sale', '')
  expect(planned).toMatchObject({ kind: 'change', before: product })
  expect(planned).toMatchObject({
    after: { ...product, price: 1250, tags: ['new', 'sale'] },
    differences: [
      { field: 'price', before: '1999', after: '1250' },
      { field: 'tags', before: '', after: 'new, sale' },
    ],
  })
  expect(plan(product!.sku, product!.title, '19.99', '', 'active')).toEqual({ kind: 'same', line: 2 })
})

test('an unknown SKU is a new product, if it has a title and a price', () => {
  expect(plan('NEW-1', "'=Sum", '3', '', '')).toMatchObject({
    kind: 'new',
    after: { sku: 'NEW-1', title: '=Sum', price: 300, status: 'active', taxRate: 2000 },
  })
  expect(plan('NEW-1', '', '3', '', '')).toMatchObject({ kind: 'fault', why: 'noTitle' })
  expect(plan('NEW-1', 'Mug', '', '', '')).toMatchObject({ kind: 'fault', why: 'price' })
})

test('what cannot be is named with its field', () => {
  expect(plan('', 'Mug', '3', '', '')).toMatchObject({ why: 'noSku' })
  expect(plan('SEEN', 'Mug', '3', '', '')).toMatchObject({ why: 'twice' })
  expect(plan(product!.sku, '', '-150', '', '')).toMatchObject({ why: 'price' })
  expect(plan(product!.sku, '=cmd|x', '', '', '')).toMatchObject({ why: 'formula', field: 'title' })
  expect(plan(product!.sku, '', '', '', 'gone')).toMatchObject({ why: 'status' })
  expect(plan(product!.sku, 'x'.repeat(301), '', '', '')).toMatchObject({ why: 'text', field: 'title' })
})

test('a row that repeats the SKU of a faulty one is refused as well: nobody knows which of them was meant', () => {
  for (const faulty of [
    ['A-1', '=cmd|x', '3', '', ''],
    ['A-1', 'Mug', 'free', '', ''],
  ]) {
    const seen = new Set<string>()
    expect(planAfter(seen, faulty)).toMatchObject({ kind: 'fault' })
    expect(planAfter(seen, ['a-1', 'Mug', '3', '', ''])).toMatchObject({ kind: 'fault', why: 'twice' })
  }
})

test('columns are found by their names, in the language of the page and in English', () => {
  const titles = { ...mapping, sku: 'Артикул', price: 'Цена' } as never
  const guessed = guessMapping(['price', 'АРТИКУЛ', 'Bogus'], {
    ...Object.fromEntries(Object.keys(mapping).map((name) => [name, name])),
    ...(titles as object),
    title: 'Название',
    tags: 'Метки',
    status: 'Статус',
    category: 'Категория',
    vendor: 'Поставщик',
    barcode: 'Штрихкод',
  } as never)
  expect(guessed).toMatchObject({ price: 0, sku: 1, title: null })
})
