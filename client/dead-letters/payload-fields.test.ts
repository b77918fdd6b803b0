import { expect, test } from 'vitest'
import { moneyTyped, sectionsOf, textOf, valueTyped, withValue } from './payload-fields.ts'

const payload = {
  id: 'a',
  seq: 0,
  tax: 1,
  note: null,
  lines: [
    { id: 'l', quantity: 2 },
    { id: 'm', quantity: 1 },
  ],
  approvals: [],
}

test('a payload is read as its own values, then line by line, without what the server alone says', () => {
  const sections = sectionsOf(payload, ['createdAt', 'lines.0.title', 'tax'])
  expect(sections.map(({ path }) => path)).toEqual(['', 'lines.0', 'lines.1'])
  expect(sections[0]?.leaves.map(({ path }) => path)).toEqual(['id', 'tax', 'note', 'approvals', 'createdAt'])
  expect(sections[2]?.leaves[1]).toEqual({ path: 'lines.1.quantity', name: 'quantity', value: 1 })
})

test('one value is changed and nothing else', () => {
  expect(withValue(payload, 'lines.1.quantity', 5)).toEqual({
    ...payload,
    lines: [payload.lines[0], { id: 'm', quantity: 5 }],
  })
  expect(withValue(payload, 'createdAt', 'now')).toEqual({ ...payload, createdAt: 'now' })
  expect(payload.lines[1]?.quantity).toBe(1)
})

test('what is typed becomes the kind of value that belongs there', () => {
  const typed = (text: string, name: string, value: unknown) => valueTyped(text, { path: name, name, value })
  expect(typed('12', 'tax', 1)).toBe(12)
  expect(typed('12', 'tax', 'twelve')).toBe(12)
  expect(typed('twelve', 'tax', 1)).toBe('twelve')
  expect(typed('', 'tax', 1)).toBe(null)
  expect(typed('12', 'note', null)).toBe('12')
  expect(typed('', 'note', null)).toBe(null)
  expect(typed('', 'note', 'x')).toBe('')
  expect(typed('true', 'restock', false)).toBe(true)
  expect(typed('["a"]', 'tags', [])).toEqual(['a'])
  expect([textOf(null), textOf('a'), textOf(['a']), textOf([]), textOf(3)]).toEqual([
    '',
    'a',
    '["a"]',
    '',
    '3',
  ])
  expect(typed('', 'payments', [])).toEqual([])
})

test('money is typed as people write it, and what is none stays as it was typed', () => {
  const typed = (text: string, currency = 'USD') => moneyTyped(text, currency)
  expect(['12.99', '12,5', '−3', '0'].map((text) => typed(text))).toEqual([1_299, 1_250, -300, 0])
  expect(typed('12 500', 'UZS')).toBe(1_250_000)
  expect(['12.999', 'twelve', ''].map((text) => typed(text))).toEqual(['12.999', 'twelve', null])
})
