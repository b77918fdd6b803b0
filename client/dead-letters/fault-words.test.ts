import { expect, test } from 'vitest'
import { faultWords } from './fault-words.ts'
import { withMoneyRead } from './money-as-text.ts'
import { faultsOf } from './payload-schemas.ts'

const words = {
  t: (sentence: string, values: object = {}) => [sentence, ...Object.values(values)].join(' '),
  typedMoney: (amount: number) => (amount / 100).toFixed(2),
} as unknown as Parameters<typeof faultWords>[3]

const line = { id: 'X', quantity: 'two', unitPrice: '649', total: '6.49', title: 7, restock: 'maybe' }
const order = { kind: 'gift', currency: 'usd', total: '649', lines: [line], createdAt: 'now', more: 1 }

test('what a field wants is said in our words, whatever the schema says', () => {
  const faults = faultsOf('orders', order)
  const said = (path: string) => faultWords(path, faults.get(path), 'USD', words)
  expect(said('total')).toBe('letters.wantsMoney 6.49')
  expect(said('lines.0.unitPrice')).toBe('letters.wantsMoney 6.49')
  expect(said('lines.0.quantity')).toBe('letters.wantsNumber')
  expect(said('lines.0.id')).toBe('letters.wantsId')
  expect(said('lines.0.title')).toBe('letters.wantsText')
  expect(said('lines.0.restock')).toBe('letters.wantsOneOf true, false')
  expect(said('kind')).toBe('letters.wantsOneOf sale, refund')
  expect(said('createdAt')).toBe('letters.wantsMoment 2026-03-14T09:30:00.000Z')
  expect(said('currency')).toBe('letters.wantsCurrency USD')
  expect(said('')).toBe('letters.wantsNone more')
  expect(said('number')).toBe('letters.wantsText')
  const texts = [...faults].map(([path, fault]) => [said(path), fault.message])
  expect(texts.length).toBeGreaterThan(10)
  for (const [ours, theirs] of texts) expect(ours).not.toContain(theirs)
})

test('money that was sent as text of minor units is read as the number that it means, and nothing else is', () => {
  const read = withMoneyRead(order, faultsOf('orders', order))
  expect(read).toEqual({ ...order, total: 649, lines: [{ ...line, unitPrice: 649 }] })
  expect(withMoneyRead({ ...order, total: 649 }, new Map())).toEqual({ ...order, total: 649 })
})
