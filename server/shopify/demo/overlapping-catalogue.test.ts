import { expect, test } from 'vitest'
import { overlappingCatalogue } from './overlapping-catalogue.ts'
import type { SharedProduct } from './overlapping-catalogue.ts'

const product = (group: number, variant: number): SharedProduct => ({
  groupId: `00000000-0000-4000-8000-${String(group).padStart(12, '0')}`,
  groupTitle: `Thing ${group}`,
  variantTitle: `Kind ${variant}`,
  sku: `T-${group}-${variant}`,
  barcode: null,
  vendor: 'Nordvik',
  category: 'Things',
  tags: [],
  price: 1_000 as SharedProduct['price'],
  onHand: [3, null],
})

test('an online shop beside a chain shares most products, differs in some, and has its own', () => {
  const products = Array.from({ length: 60 }, (_, index) => product(Math.floor(index / 2), index % 2))
  const { products: made, locations } = overlappingCatalogue(products, ['Downtown', 'Riverside'])
  expect(locations).toHaveLength(2)
  const variants = made.flatMap((one) => one.variants)
  const shared = variants.filter(({ sku }) => sku?.startsWith('T-'))
  expect(shared).toHaveLength(60)
  expect(shared.filter(({ price }) => price === '12.00').length).toBeGreaterThan(0)
  expect(shared.filter(({ price }) => price === '10.00').length).toBeGreaterThan(30)
  expect(made.some(({ title }) => title.endsWith('(online)'))).toBe(true)
  expect(variants.filter(({ sku }) => sku?.startsWith('WEB-')).length).toBeGreaterThan(10)
  expect(variants.filter(({ sku }) => sku === null)).toHaveLength(1)
})
