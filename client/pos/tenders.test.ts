import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import { foreignTender, owedIn, payRulesOf } from './pay-rules.ts'
import { quickNotes } from './quick-notes.ts'
import { cashDue, changeOf, isPaid, paymentsOf, remainingOf, takeTender } from './tenders.ts'

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

test('nothing is taken once nothing is owed, and nothing handed over is refused with what is to pay', () => {
  expect(takeTender(total, [cash(5000)], cash(100)).kind).toBe('nothing')
  expect(takeTender(total, [], cash(0))).toEqual({ kind: 'short', remaining: 2345 })
  expect(takeTender(total, [card(2000)], card(0))).toEqual({ kind: 'short', remaining: 345 })
})

test('cash is rounded to the nearest coin, and what that did is a payment of its own', () => {
  // Down: the shop lets two go.
  expect(cashDue(1997 as Minor, [], 5)).toBe(1995)
  expect(paymentsOf(1997 as Minor, [cash(2000)], 5)).toEqual([
    { type: 'cash', amount: 1995, tendered: 2000, change: 5 },
    { type: 'rounding', amount: 2, tendered: 2, change: 0 },
  ])
  // Up: the shop keeps two of the change.
  expect(cashDue(1998 as Minor, [], 5)).toBe(2000)
  expect(changeOf(1998 as Minor, [cash(2000)], 5)).toBe(0)
  expect(paymentsOf(1998 as Minor, [cash(2000)], 5)).toEqual([
    { type: 'cash', amount: 1998, tendered: 2000, change: 2 },
    { type: 'rounding', amount: 0, tendered: 2, change: 2 },
  ])
  // Half a coin counts as one.
  expect(cashDue(1995 as Minor, [], 10)).toBe(2000)
})

test('a card pays to the cent, also where cash would be rounded', () => {
  expect(takeTender(1997 as Minor, [], card(1995), 5).kind).toBe('taken')
  expect(isPaid(1997 as Minor, [card(1995)], 5)).toBe(false)
  expect(paymentsOf(1997 as Minor, [cash(1000), card(997)], 5)).toEqual([
    { type: 'cash', amount: 1000, tendered: 1000, change: 0 },
    { type: 'card', amount: 997, tendered: 997, change: 0 },
  ])
})

test('what is less than half a coin is paid in cash with none', () => {
  const taken = takeTender(1997 as Minor, [card(1995)], cash(0), 5)
  expect(taken).toMatchObject({ kind: 'taken' })
  expect(paymentsOf(1997 as Minor, [card(1995), cash(0)], 5)).toEqual([
    { type: 'card', amount: 1995, tendered: 1995, change: 0 },
    { type: 'rounding', amount: 2, tendered: 2, change: 0 },
  ])
})

test('a second currency is taken at its rate, and its change is in the first', () => {
  const euros = foreignTender(2000 as Minor, { currency: 'EUR', rate: 1.08 }, 'USD')
  expect(euros.foreign?.worth).toBe(2160)
  expect(changeOf(1999 as Minor, [euros])).toBe(161)
  expect(paymentsOf(1999 as Minor, [euros])).toEqual([
    { type: 'cash', amount: 1999, tendered: 2000, change: 161, currency: 'EUR', rate: 1.08 },
  ])
  expect(owedIn(1999 as Minor, { currency: 'EUR', rate: 1.08 }, 'USD')).toBe(1851)
})

test('more money than an order can name is refused', () => {
  expect(takeTender(total, [], cash(1e11 + 1)).kind).toBe('too-large')
  expect(takeTender(total, [cash(2000)], cash(1e11 - 1)).kind).toBe('too-large')
})

test('tenders that do not pay the total are no payments', () => {
  expect(() => paymentsOf(total, [cash(2344)])).toThrow(RangeError)
})

test('a branch has at least one way to pay, and rounding is none', () => {
  const rules = (settings: object) => payRulesOf(settingsOf(settings))
  expect(rules({ paymentTypes: [] }).types).toEqual(['cash'])
  expect(rules({ paymentTypes: ['card', 'rounding', 'card'] }).types).toEqual(['card'])
  const secondCurrency = { currency: 'EUR', rate: 1.08 }
  expect(rules({ secondCurrency }).second).toEqual(secondCurrency)
  expect(rules({ secondCurrency, currency: 'EUR' }).second).toBeNull()
  expect(rules({ secondCurrency, paymentTypes: ['card'] }).second).toBeNull()
})

test('quick notes: exact, then the next notes up', () => {
  expect(quickNotes(total, 'USD', 2)).toEqual([2345, 2500, 3000, 4000])
  expect(quickNotes(100 as Minor, 'USD', 2)).toEqual([100, 500, 1000, 2000])
  expect(quickNotes(4_750_000 as Minor, 'UZS', 2)).toEqual([4_750_000, 5_000_000, 6_000_000, 10_000_000])
  expect(quickNotes(0 as Minor, 'USD', 2)).toEqual([])
})
