import { expect, test } from 'vitest'
import type { ConnectedShop } from '../../shared/shopify/shop-status.ts'
import { isAtWork, standingOf } from './state-words.ts'

const nothing = {
  positions: 0,
  levels: 0,
  products: 0,
  orders: 0,
  webhooks: 0,
  oldestWebhook: null,
  sends: 0,
  oldestSend: null,
}
const needs = { sends: 0, webhooks: 0, orders: 0, products: 0, levels: 0, locations: 0 }
const running = { state: 'running' } as ConnectedShop['imports'][number]
const shop = {
  state: 'on',
  fault: null,
  locations: [{ id: '1', name: 'Downtown', isActive: true, branchId: 'b' }],
  imports: [],
  needs,
  lag: nothing,
  cases: 0,
  linked: { variants: 5, levels: 5 },
  isToCompare: false,
} as unknown as ConnectedShop
const standing = (change: Partial<ConnectedShop>) => standingOf({ ...shop, ...change })

test('a shop is in step, or it is said why not: first what only an admin can put right', () => {
  expect(standing({})).toBe('inStep')
  expect(standing({ needs: { ...needs, products: 3 } }), 'sold online only').toBe('inStep')
  expect(standing({ cases: 2 })).toBe('casesWait')
  expect(standing({ cases: 2, needs: { ...needs, orders: 1 } })).toBe('needsYou')
  expect(standing({ cases: 2, lag: { ...nothing, positions: 1 } })).toBe('catchingUp')
  expect(standing({ lag: { ...nothing, positions: 1 } })).toBe('catchingUp')
  expect(standing({ needs: { ...needs, orders: 1 }, lag: { ...nothing, sends: 1, oldestSend: 60 } })).toBe(
    'needsYou',
  )
  expect(standing({ needs: { ...needs, orders: 1 }, lag: { ...nothing, sends: 1, oldestSend: 61 } })).toBe(
    'behind',
  )
  expect(standing({ fault: { code: 'no-address', message: '' }, needs: { ...needs, orders: 1 } })).toBe(
    'untold',
  )
  expect(standing({ linked: { variants: 0, levels: 0 } })).toBe('nothingImported')
  expect(standing({ linked: { variants: 0, levels: 0 }, imports: [running] })).toBe('importing')
  expect(standing({ locations: [], imports: [running] })).toBe('noLocation')
  for (const state of ['paused', 'refused', 'uninstalled', 'restored'] as const)
    expect(standing({ state, locations: [], lag: { ...nothing, webhooks: 9, oldestWebhook: 900 } })).toBe(
      state,
    )
})

test('it is looked at more often while something happens, and a shop that stands still is not at work', () => {
  expect(isAtWork(shop)).toBe(false)
  expect(isAtWork({ ...shop, isToCompare: true })).toBe(true)
  expect(isAtWork({ ...shop, imports: [running] })).toBe(true)
  expect(isAtWork({ ...shop, lag: { ...nothing, levels: 1 } })).toBe(true)
  expect(isAtWork({ ...shop, state: 'paused', lag: { ...nothing, levels: 1 } })).toBe(false)
})
