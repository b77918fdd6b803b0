import { expect, test } from 'vitest'
import { closest } from './near.ts'

const shelf = [
  { sku: 'LSH-RED-M', title: 'Linen shirt, red, M' },
  { sku: 'LSH-RED-L', title: 'Linen shirt, red, L' },
  { sku: 'COT-1', title: 'Cotton shirt' },
  { sku: 'SHO-9', title: 'Running shorts with pockets' },
  { sku: 'CAP-3', title: 'Кепка синяя' },
  { sku: 'MUG-7', title: 'Mug' },
]
const near = (typed: string) => closest(typed, shelf).map(({ sku }) => sku)

test('what is closest comes first: a slip in a SKU, a word of the title, a word with a slip, words in any order', () => {
  expect(near('LSH-RED-N')[0]).toMatch(/^LSH-RED-/)
  expect(near('lsh-rde-m')[0]).toBe('LSH-RED-M')
  expect(near('cotton')).toEqual(['COT-1'])
  expect(near('shirt').slice(0, 3)).toEqual(['COT-1', 'LSH-RED-M', 'LSH-RED-L'])
  expect(near('shrit')[0]).toBe('COT-1')
  expect(near('red linen')).toEqual(['LSH-RED-M', 'LSH-RED-L'])
  expect(near('кепк')).toEqual(['CAP-3'])
})

test('what is not near is not offered, and never more than five', () => {
  expect(near('zzzzzz')).toEqual([])
  expect(near('%_')).toEqual([])
  const many = Array.from({ length: 20 }, (_, at) => ({ sku: `S-${at}`, title: 'Shirt' }))
  expect(closest('shirt', many)).toHaveLength(5)
})
