import { expect, test } from 'vitest'
import type { ShopApi } from '../api/shop-api.ts'
import { stockFirst } from './stock-first.ts'

const operation = { name: 'Any', text: '' }

test('the catalogue leaves half of the budget to a stock lane that is at work, and takes all of it where none is', async () => {
  let available = 400
  let isBusy = true
  let asked = 0
  const api: ShopApi = {
    budget: () => ({ available, maximum: 1_000, restoreRate: 50, at: 0 }),
    ask: async () => {
      asked += 1
      return { kind: 'answered', data: {} }
    },
  }
  const modest = stockFirst(api, () => isBusy, new AbortController().signal)
  const waiting = modest.ask(operation, {})
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(asked).toBe(0)
  available = 600
  await waiting
  expect(asked).toBe(1)
  available = 0
  isBusy = false
  await modest.ask(operation, {})
  expect(asked).toBe(2)
})

test('a pass that ends keeps nobody waiting', async () => {
  const ended = new AbortController()
  const api: ShopApi = {
    budget: () => ({ available: 0, maximum: 1_000, restoreRate: 50, at: 0 }),
    ask: async () => ({ kind: 'answered', data: {} }),
  }
  const waiting = stockFirst(api, () => true, ended.signal).ask(operation, {})
  ended.abort()
  expect((await waiting).kind).toBe('answered')
})
