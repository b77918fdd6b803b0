import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { quickNotes } from './quick-notes.ts'
import { changeOf, paymentsOf, remainingOf, takeTender } from './tenders.ts'

const total = 2345 as Minor
const cash = (amount: number) => ({ type: 'cash', tendered: amount as Minor })
const card = (amount: number) => ({ type: 'card', tendered: amount as Minor })

test('cash above what is owed gives change', () => {
  expect(changeOf(total, [cash(5000)])).toBe(2655)
  expect(paymentsOf(total, [cash(5000)])).toEqual([
    { type: 'cash', amount: 2345, tendered: 5000, change: 2655 },
  ])
})

test('a card takes no more than what is owed', () => {
  expect(takeTender(total, [], card(2346))).toEqual({ kind: 'too-much', remaining: 2345 })
  expect(takeTender(total, [], card(2345)).kind).toBe('taken')
})

test('a split payment says what remains', () => {
  expect(remainingOf(total, [card(2000)])).toBe(345)
  expect(paymentsOf(total, [card(2000), cash(500)])).toEqual([
    { type: 'card', amount: 2000, tendered: 2000, change: 0 },
    { type: 'cash', amount: 345, tendered: 500, change: 155 },
  ])
})

test('nothing is taken once nothing is owed, nor is nothing taken', () => {
  expect(takeTender(total, [cash(5000)], cash(100)).kind).toBe('nothing')
  expect(takeTender(total, [], cash(0)).kind).toBe('nothing')
})

test('quick notes: exact, then the next notes up', () => {
  expect(quickNotes(total, 'USD', 2)).toEqual([2345, 2500, 3000, 4000])
  expect(quickNotes(100 as Minor, 'USD', 2)).toEqual([100, 500, 1000, 2000])
  expect(quickNotes(4_750_000 as Minor, 'UZS', 2)).toEqual([4_750_000, 5_000_000, 6_000_000, 10_000_000])
  expect(quickNotes(0 as Minor, 'USD', 2)).toEqual([])
})
