import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import { changeGiven, drawerOf, roundingOf } from '../../shared/orders/payments.ts'
import { foreignTender } from './pay-rules.ts'
import type { Tender } from './tenders.ts'
import { cashDue, changeOf, isPaid, paymentsOf, remainingOf, takeTender, worthOf } from './tenders.ts'

const handful = fc.array(
  fc.record({
    way: fc.constantFrom('cash', 'card', 'transfer', 'foreign'),
    tendered: fc.oneof(fc.nat(5_000), fc.nat(2_000_000)),
  }),
  { maxLength: 8 },
)
const rounding = fc.constantFrom(1, 1, 5, 10, 25, 100, 50_000)
const second = fc.record({
  currency: fc.constant('EUR'),
  rate: fc.oneof(fc.constant(1.08), fc.double({ min: 0.001, max: 500, noNaN: true })),
})

/** What a customer hands over, the rest in cash or to the cent by card. */
function pay(
  total: Minor,
  parts: readonly { way: string; tendered: number }[],
  by: { currency: string; rate: number },
  coin: number,
  lastIsCash: boolean,
): Tender[] {
  let tenders: Tender[] = []
  const give = (tender: Tender) => {
    const taken = takeTender(total, tenders, tender, coin)
    if (taken.kind === 'taken') ({ tenders } = taken)
  }
  for (const { way, tendered } of parts) {
    give(
      way === 'foreign'
        ? foreignTender(tendered as Minor, by, 'USD')
        : { type: way, tendered: tendered as Minor },
    )
  }
  if (isPaid(total, tenders, coin)) return tenders
  if (lastIsCash) give({ type: 'cash', tendered: cashDue(total, tenders, coin) })
  else give({ type: 'card', tendered: remainingOf(total, tenders) })
  return tenders
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

test('[O5] payments add up to the total, whatever is split, rounded or of another currency', () => {
  const seen = { up: 0, down: 0, foreign: 0, split: 0, change: 0 }
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(30_000), fc.nat(3_000_000)),
      handful,
      second,
      rounding,
      fc.boolean(),
      (owed, parts, by, coin, lastIsCash) => {
        const total = owed as Minor
        const tenders = pay(total, parts, by, coin, lastIsCash)
        const payments = paymentsOf(total, tenders, coin)
        expect(sum(payments.map(({ amount }) => amount))).toBe(total)
        expect(payments.length).toBeLessThanOrEqual(20)
        for (const { amount, tendered, change, currency, rate } of payments) {
          expect(Math.min(amount, tendered ?? 0, change ?? 0)).toBeGreaterThanOrEqual(0)
          if (currency === undefined) expect((tendered ?? 0) - (change ?? 0)).toBe(amount)
          else expect([currency, rate]).toEqual(['EUR', by.rate])
        }
        // What stayed on the counter is what the customer gave less what went back.
        const given = sum(tenders.map(worthOf))
        const change = changeOf(total, tenders, coin)
        const rounded = roundingOf(payments)
        expect(changeGiven(payments)).toBe(change)
        expect(given - change).toBe(total + rounded)
        expect(change % coin).toBe(0)
        expect(Math.abs(rounded)).toBeLessThan(Math.max(1, coin))
        const inCoins = tenders.every((one) => one.type !== 'cash' || worthOf(one) % coin === 0)
        if (inCoins) expect(Math.abs(rounded)).toBeLessThanOrEqual(coin / 2)
        if (!tenders.some(({ type }) => type === 'cash')) expect(rounded).toBe(0)
        // And what is in the drawer is the notes of each currency less the change.
        const drawer = drawerOf(payments, 'USD')
        const notes = (foreign: boolean) =>
          sum(
            tenders
              .filter((one) => one.type === 'cash' && (one.foreign !== undefined) === foreign)
              .map(({ tendered }) => tendered),
          )
        expect(drawer.get('USD') ?? 0).toBe(notes(false) - change)
        expect(drawer.get('EUR') ?? 0).toBe(notes(true))
        if (rounded > 0) seen.up += 1
        if (rounded < 0) seen.down += 1
        if (notes(true) > 0) seen.foreign += 1
        if (payments.length > 1) seen.split += 1
        if (change > 0) seen.change += 1
      },
    ),
    {
      numRuns: 500,
      // The change is more than the last cash, and something else was paid between it and the cash before.
      examples: [
        [
          27_189,
          [
            { way: 'cash', tendered: 2_189 },
            { way: 'transfer', tendered: 2_190 },
            { way: 'cash', tendered: 947_811 },
          ],
          { currency: 'EUR', rate: 1.08 },
          50_000,
          false,
        ],
      ],
    },
  )
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(10)
})
