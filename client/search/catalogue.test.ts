import { expect, test } from 'vitest'
import { createCatalogue } from './catalogue.ts'
import { shelfOf } from './testing/shelf-of.ts'

const atOnce = (then: () => void) => then()

function filled(count: number) {
  const catalogue = createCatalogue(atOnce)
  catalogue.put(shelfOf(count))
  return catalogue
}

test('a product is found by barcode, by SKU in any case, and by the beginnings of its words', () => {
  const catalogue = filled(2000)
  const [product] = shelfOf(1)
  expect(catalogue.size).toBe(2000)
  expect(catalogue.byBarcode('4000000000000')?.id).toBe(product?.id)
  expect(catalogue.bySku('sku-000000')?.id).toBe(product?.id)
  const typed = (product?.title ?? '')
    .split(' ')
    .map((word) => word.slice(0, 4))
    .join(' ')
  expect(catalogue.search(typed, 20).map((it) => it.id)).toContain(product?.id)
  expect(catalogue.search('sku 000000', 5)[0]?.id).toBe(product?.id)
})

test('accents and capitals make no difference', () => {
  const catalogue = createCatalogue(atOnce)
  const [product] = shelfOf(1)
  catalogue.put([{ ...product!, title: 'Crème Brûlée Шапка' }])
  expect(catalogue.search('creme brulee', 5)).toHaveLength(1)
  expect(catalogue.search('ШАП', 5)).toHaveLength(1)
})

test('at least 95 of 100 words with a slip find their product among the first twenty', () => {
  const catalogue = filled(20_000)
  const shelf = shelfOf(20_000)
  let found = 0
  let tried = 0
  for (let index = 0; index < 20_000; index += 37) {
    const product = shelf[index]!
    const words = product.title.split(' ')
    const at = index % 4
    words[at] = slipped(words[at]!, index)
    const typed = [...words, product.variantTitle].join(' ')
    tried += 1
    if (catalogue.search(typed, 20).some((it) => it.id === product.id)) found += 1
  }
  expect(tried).toBeGreaterThan(500)
  expect(found / tried).toBeGreaterThanOrEqual(0.95)
})

test('a change replaces what was found by the old words, code and category; an older state changes nothing', () => {
  const catalogue = filled(10)
  const [product] = shelfOf(1)
  const changed = { ...product!, seq: 100, title: 'Papyrus', barcode: '77', category: 'Paper' }
  catalogue.put([changed])
  catalogue.put([product!])
  expect(catalogue.search('papyrus', 5)).toEqual([changed])
  expect(catalogue.byBarcode('4000000000000')).toBeNull()
  expect(catalogue.byBarcode('77')).toEqual(changed)
  expect(catalogue.search(product!.title, 5)).toEqual([])
  expect(catalogue.inCategory('Paper', 5)).toEqual([changed])
})

test('deleted products leave; archived ones are known by id only', () => {
  const catalogue = filled(10)
  const [first, second] = shelfOf(2)
  catalogue.put([
    { ...first!, seq: 100, _deleted: true },
    { ...second!, seq: 101, status: 'archived' },
  ])
  expect(catalogue.size).toBe(9)
  expect(catalogue.product(first!.id)).toBeNull()
  expect(catalogue.product(second!.id)?.status).toBe('archived')
  expect(catalogue.byBarcode(second!.barcode!)).toBeNull()
  expect(catalogue.search(second!.title, 5)).toEqual([])
})

test('[E2] a product that was taken away by force or by a sweep comes again with a lower position', () => {
  const catalogue = filled(3)
  const [first, second, third] = shelfOf(3).map((product) => ({ ...product, seq: product.seq + 100 }))
  catalogue.put([first!, second!, third!])
  catalogue.put([{ ...second!, seq: 200, _deleted: true }])
  catalogue.doubt()
  catalogue.put([first!, third!])
  catalogue.sweep()
  catalogue.put([{ ...first!, _deleted: true }], true)
  expect(catalogue.size).toBe(1)
  catalogue.put([
    { ...first!, seq: 7 },
    { ...second!, seq: 8 },
  ])
  expect(catalogue.size).toBe(3)
})

test('changes are told once a frame', () => {
  const frames: (() => void)[] = []
  const catalogue = createCatalogue((then) => frames.push(then))
  const versions: number[] = []
  catalogue.version$.subscribe((version) => versions.push(version))
  for (const product of shelfOf(10)) catalogue.put([product])
  expect(frames).toHaveLength(1)
  frames[0]!()
  expect(versions).toEqual([0, 1])
})

/** Leaves out, doubles, swaps or replaces a letter. */
function slipped(word: string, chance: number): string {
  const at = 1 + (chance % Math.max(1, word.length - 2))
  const kind = chance % 4
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1)
  if (kind === 1) return word.slice(0, at) + word[at] + word.slice(at)
  if (kind === 2) return word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2)
  return word.slice(0, at) + 'q' + word.slice(at + 1)
}
