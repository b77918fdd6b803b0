import { expect, test } from 'vitest'
import { recentOf } from './recent.ts'

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage
}

const product = (id: string) =>
  ({ id, section: 'products', title: id, address: `/products/${id}/history` }) as const

test('what was opened is kept once, the newest first, for one person', () => {
  const storage = memory()
  const recent = recentOf(storage, 'ann')
  recent.add(product('a'))
  recent.add(product('b'))
  recent.add(product('a'))
  expect(recent.all().map(({ id }) => id)).toEqual(['a', 'b'])
  expect(recentOf(storage, 'bob').all()).toEqual([])
})

test('only what can be gone back to is kept, so many of them, and what cannot be read is nothing', () => {
  const storage = memory()
  const recent = recentOf(storage, 'ann')
  recent.add({ id: 'go /orders', section: 'pages', title: 'Orders' })
  recent.add({ ...product('a'), address: undefined } as never)
  expect(recent.all()).toEqual([])
  for (let number = 0; number < 20; number += 1) recent.add(product(String(number)))
  expect(recent.all()).toHaveLength(12)
  storage.setItem('omnisync.recent.ann', '{')
  expect(recent.all()).toEqual([])
})
