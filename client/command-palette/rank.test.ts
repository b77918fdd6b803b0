import { Zap } from 'lucide-react'
import { expect, test } from 'vitest'
import type { Entry, SectionName } from './entry.ts'
import { fit } from './fit.ts'
import { fitting, ranked, typedWords, unranked } from './rank.ts'

const entry = (section: SectionName, title: string, detail?: string): Entry => ({
  id: `${section} ${title}`,
  section,
  title,
  ...(detail === undefined ? {} : { detail }),
  icon: Zap,
  run: () => {},
})

test('every typed word begins one of a title, or does but for a slip', () => {
  expect(fit(['chan', 'pri'], 'Change price of 12 products')).not.toBeNull()
  expect(fit(['price', 'change'], 'Change price of 12 products')).not.toBeNull()
  expect(fit(['chnage'], 'Change price')).not.toBeNull()
  expect(fit(['cahnge', 'price', 'now'], 'Change price')).toBeNull()
  expect(fit(['13'], 'Change price of 12 products'), 'a figure has no slips').toBeNull()
  expect(fit(typedWords('éte'), 'Été')).not.toBeNull()
})

test('what is spelt right comes before a slip, a whole word before its beginning, the front before the end', () => {
  const cost = (typed: string, title: string) => fit(typedWords(typed), title)!
  expect(cost('orders', 'Orders')).toBeLessThan(cost('order', 'Orders'))
  expect(cost('order', 'Orders')).toBeLessThan(cost('ordres', 'Orders'))
  expect(cost('orders', 'Orders')).toBeLessThan(cost('orders', 'All orders'))
})

test('the section with what fits best is at the top, with its best first, and what leads further at the end', () => {
  const list = [
    entry('here', 'Views'),
    entry('pages', 'Archive'),
    entry('pages', 'Products'),
    entry('products', 'Product stand'),
    entry('products', 'Produce bag'),
  ]
  const found = [...fitting(['products'], list), { ...entry('further', 'Search'), score: -5 }]
  const sections = ranked(found)
  expect(sections.map(({ name }) => name)).toEqual(['pages', 'products', 'further'])
  expect(sections[0]?.entries.map(({ title }) => title)).toEqual(['Products'])
  expect(ranked(fitting(['prod'], list)).at(-1)?.entries).toHaveLength(2)
})

test('what only the small print says comes last, and nothing stands there twice', () => {
  const same = { ...entry('recent', 'Linen shirt'), id: 'product 1' }
  const found = fitting(
    ['linen'],
    [same, same, { ...entry('products', 'Linen shirt'), id: 'product 1' }, entry('views', 'Mine', 'Linen')],
  )
  expect(ranked(found)[0]?.entries).toHaveLength(1)
  expect(ranked(found).map(({ name }) => name)).toEqual(['recent', 'views'])
})

test('before anything is typed, sections stand in their order, each with no more than a few', () => {
  const many = Array.from({ length: 40 }, (_, at) => entry('views', `View ${at}`))
  const sections = unranked([...many, entry('selected', 'Change price')])
  expect(sections.map(({ name }) => name)).toEqual(['selected', 'views'])
  expect(sections[1]?.entries).toHaveLength(6)
})
