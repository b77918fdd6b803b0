import { expect, test } from 'vitest'
import { waysOf } from './again-ways.ts'

const fault = (code: string) => ({ code, message: '' })

test('a call whose answer is unknown goes out a second time only after a question, and under words of its own', () => {
  const harmless = waysOf({ kind: 'refund', fault: fault('shopify/network') })
  expect(harmless).toEqual([{ says: 'shopify.again', word: 'again' }])
  for (const kind of ['refund', 'cancel', 'adjust', 'set', 'activate']) {
    const judging = waysOf({ kind, fault: fault('shopify/answer-unknown') })
    expect(judging.map(({ word }) => word)).toEqual(['done', 'anew'])
    for (const { says } of judging) expect(says).not.toBe('shopify.again')
    expect(judging.find(({ word }) => word === 'anew')?.asks, kind).toBeDefined()
  }
})

test('it says where in Shopify to look first: at the order for money, at the history of stock for pieces', () => {
  const adds = (kind: string) =>
    waysOf({ kind, fault: fault('shopify/answer-unknown') }).find(({ word }) => word === 'anew')?.asks?.adds
  expect([adds('refund'), adds('cancel'), adds('set')]).toEqual([
    'shopify.anewOrder',
    'shopify.anewOrder',
    'shopify.anewStock',
  ])
})
