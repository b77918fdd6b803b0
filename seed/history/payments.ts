import type { Minor } from '../../shared/basics/scalars.ts'
import type { Payment } from '../../shared/orders/order.ts'
import type { Chance } from '../chance.ts'

/** What customers put on the counter, in whole dollars rounded up to these. */
const notes = [100, 500, 1_000, 2_000, 5_000]

/**
 * How a sale is paid: by card, in cash with change, by transfer, or part in cash and the rest by card. The amounts add
 * up to the total, change already taken off.
 */
export function paymentsFor(total: Minor, chance: Chance): Payment[] {
  if (total === 0) return []
  const way = chance.weighted([54, 36, 4, 6])
  if (way === 1) return [inCash(total, handedOver(total, chance))]
  if (way === 3 && total >= 2_000) {
    const cash = (chance.between(1, Math.floor(total / 1_000) - 1 || 1) * 1_000) as Minor
    if (cash < total) return [inCash(cash, cash), plain('card', (total - cash) as Minor)]
  }
  return [plain(way === 2 ? 'transfer' : 'card', total)]
}

/** Money given back, the way most of it came in. */
export function moneyBack(total: Minor, paid: readonly Payment[]): Payment[] {
  if (total === 0) return []
  const main = paid.toSorted((a, b) => b.amount - a.amount)[0]
  return [plain(main?.type ?? 'cash', total)]
}

function handedOver(total: Minor, chance: Chance): Minor {
  if (chance.happens(0.12)) return total
  const note = notes[chance.weighted([1, 2, 3, 5, 2])] ?? 1_000
  return (Math.ceil(total / note) * note) as Minor
}

function inCash(amount: Minor, tendered: Minor): Payment {
  return { type: 'cash', amount, tendered, change: (tendered - amount) as Minor }
}

function plain(type: string, amount: Minor): Payment {
  return { type, amount, tendered: amount, change: 0 as Minor }
}
