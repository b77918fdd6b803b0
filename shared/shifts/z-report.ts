import { z } from 'zod'
import { Amount, BasisPoints, Currency, Id, Instant, Minor, title } from '../basics/scalars.ts'
import { shareByLargestRemainder } from '../basics/share.ts'
import type { Order } from '../orders/order.ts'
import { OrderStatus } from '../orders/order.ts'
import { drawerOf, isForeign, roundingOf, roundingType } from '../orders/payments.ts'
import { taxContained } from '../orders/sums.ts'
import type { Shift } from './shift.ts'

const Tally = z.strictObject({ count: z.int().min(0), total: Minor })

/** What was taken and given back by one kind of money, in the branch's currency; notes of another one in their own too. */
export const PaymentTally = z.strictObject({
  type: title(40),
  currency: Currency,
  sales: Minor,
  refunds: Minor,
  /** Notes of another currency that came in less those that went out, in its minor units; null for one's own. */
  notes: z.nullable(Minor),
})
export type PaymentTally = z.infer<typeof PaymentTally>

const OpenOrder = z.strictObject({
  id: Id,
  number: title(64),
  kind: z.enum(['sale', 'refund']),
  total: Amount,
  status: OrderStatus,
})
export type OpenOrder = z.infer<typeof OpenOrder>

/**
 * A shift in figures, minor units of the branch's currency: what the lane did, whatever became of its orders later.
 * An order that the server refused was paid all the same, and its money lies in the drawer.
 */
export const ZReport = z.strictObject({
  /** The moment whose facts these are. */
  asOf: Instant,
  currency: Currency,
  float: Amount,
  sales: Tally,
  refunds: Tally,
  payments: z.array(PaymentTally).max(100),
  /** What rounding cash brought (above zero) or cost. */
  rounding: Minor,
  taxes: z.array(z.strictObject({ rate: BasisPoints, gross: Minor, tax: Minor })).max(100),
  cashIn: Amount,
  cashOut: Amount,
  /** What must lie in the drawer, by currency, the branch's own first. */
  expected: z
    .array(z.strictObject({ currency: Currency, amount: Minor }))
    .min(1)
    .max(20),
  /** Orders that were not accepted then: unsent, in conflict, rejected or cancelled. The first thousand by name. */
  open: z.array(OpenOrder).max(1000),
  openCount: z.int().min(0),
})
export type ZReport = z.infer<typeof ZReport>

type Reported = Pick<
  Order,
  'id' | 'number' | 'kind' | 'shiftId' | 'lines' | 'discount' | 'total' | 'payments' | 'status'
>

/**
 * The report of a shift over the lane's orders; those of other shifts are left out. In the middle of a shift it is
 * what cashiers call X, at its close Z. `expected = float + cash sales − cash refunds + cash in − cash out`.
 */
export function zReport(
  shift: Pick<Shift, 'id' | 'openingFloat' | 'cashMovements'>,
  orders: readonly Reported[],
  { currency, asOf }: { currency: string; asOf: string },
): ZReport {
  const own = orders.filter(({ shiftId }) => shiftId === shift.id)
  const cashIn = moved(shift, 'in')
  const cashOut = moved(shift, 'out')
  const drawer = new Map<string, number>([[currency, shift.openingFloat + cashIn - cashOut]])
  for (const { kind, payments } of own) {
    for (const [into, amount] of drawerOf(payments, currency)) {
      drawer.set(into, (drawer.get(into) ?? 0) + signOf(kind) * amount)
    }
  }
  const open = own
    .filter(({ status }) => status !== 'accepted')
    .map(({ id, number, kind, total, status }): OpenOrder => ({ id, number, kind, total, status }))
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
  return {
    asOf,
    currency,
    float: shift.openingFloat,
    sales: tally(own, 'sale'),
    refunds: tally(own, 'refund'),
    payments: paymentTallies(own, currency),
    rounding: own.reduce((sum, one) => sum + signOf(one.kind) * roundingOf(one.payments), 0) as Minor,
    taxes: taxesOf(own),
    cashIn,
    cashOut,
    expected: [...drawer].map(([inCurrency, amount]) => ({ currency: inCurrency, amount: amount as Minor })),
    open: open.slice(0, 1000),
    openCount: open.length,
  }
}

function signOf(kind: Order['kind']): 1 | -1 {
  return kind === 'sale' ? 1 : -1
}

function moved({ cashMovements }: Pick<Shift, 'cashMovements'>, wanted: 'in' | 'out'): Minor {
  return cashMovements.reduce(
    (sum, { direction, amount }) => (direction === wanted ? sum + amount : sum),
    0,
  ) as Minor
}

function tally(orders: readonly Reported[], wanted: Order['kind']): ZReport['sales'] {
  const those = orders.filter(({ kind }) => kind === wanted)
  return { count: those.length, total: those.reduce((sum, { total }) => sum + total, 0) as Minor }
}

function paymentTallies(orders: readonly Reported[], currency: string): PaymentTally[] {
  const tallies = new Map<string, PaymentTally>()
  for (const { kind, payments } of orders) {
    for (const payment of payments) {
      if (payment.type === roundingType) continue
      const foreign = isForeign(payment, currency)
      const money = foreign ? payment.currency : currency
      const key = `${payment.type} ${money}`
      const none = { type: payment.type, currency: money, sales: 0, refunds: 0, notes: foreign ? 0 : null }
      const before = tallies.get(key) ?? (none as PaymentTally)
      const side = kind === 'sale' ? 'sales' : 'refunds'
      const notes = foreign ? (before.notes ?? 0) + signOf(kind) * (payment.tendered ?? 0) : null
      tallies.set(key, {
        ...before,
        [side]: before[side] + payment.amount,
        notes: notes as Minor | null,
      })
    }
  }
  return [...tallies.values()].toSorted((a, b) => rank(a, currency).localeCompare(rank(b, currency)))
}

/** Cash first, the branch's own before other money. */
function rank({ type, currency }: PaymentTally, own: string): string {
  return `${type === 'cash' ? 0 : 1}${currency === own ? 0 : 1}${type}${currency}`
}

/** As each order's tax is reckoned (O5): its discount shared over its lines, each line rounded by itself. */
function taxesOf(orders: readonly Reported[]): ZReport['taxes'] {
  const rates = new Map<BasisPoints, { gross: number; tax: number }>()
  for (const { kind, lines, discount } of orders) {
    const shares = shareByLargestRemainder(
      discount,
      lines.map(({ total }) => total),
    )
    lines.forEach(({ taxRate, total }, index) => {
      const charged = (total - (shares[index] ?? 0)) as Minor
      const before = rates.get(taxRate) ?? { gross: 0, tax: 0 }
      rates.set(taxRate, {
        gross: before.gross + signOf(kind) * charged,
        tax: before.tax + signOf(kind) * taxContained(charged, taxRate),
      })
    })
  }
  return [...rates]
    .toSorted(([a], [b]) => b - a)
    .map(([rate, { gross, tax }]) => ({ rate, gross: gross as Minor, tax: tax as Minor }))
}
