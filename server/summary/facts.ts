import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import { minorDigits } from './figures.ts'

/** A number that may be told of a week. `isChange`: its sign says whether something grew or shrank. */
export type Fact = { kind: 'count' | 'money' | 'percent'; value: number; isChange?: true }

/** A week for a model to read: the statistics in whole units of money, and beside them what may be told of them. */
export type Facts = {
  /** Plain JSON. */
  told: Record<string, unknown>
  numbers: Fact[]
  /** What products and branches are called, as they stand in `told`. */
  names: Set<string>
}

/** Longer titles are cut: they are data that anybody who edits the catalogue may write. */
const LONGEST_NAME = 60

/** What a model is told of a week: figures, and names of goods and branches; nothing of any person. */
export function factsOf(statistics: WeekStatistics): Facts {
  const numbers: Fact[] = []
  const names = new Set<string>()
  const known = (fact: Fact): number => {
    numbers.push(fact)
    return fact.value
  }
  const count = (value: number): number => known({ kind: 'count', value })
  const money = (value: number): number =>
    known({ kind: 'money', value: value / 10 ** minorDigits(statistics.currency) })
  const percent = (value: number | null): number | null => value && known({ kind: 'percent', value })
  const change = (value: number | null): number | null =>
    value && known({ kind: 'percent', value, isChange: true })
  const name = (text: string): string => {
    const plain = nameOf(text)
    names.add(plain)
    return plain
  }

  const { sold, before, online, conflicts, stock, cash } = statistics
  const told = {
    currency: statistics.currency,
    daysInTheWeek: count(7),
    sold: {
      money: money(sold.total),
      sales: count(sold.sales),
      averageSale: statistics.averageSale === null ? null : money(statistics.averageSale),
      refunds: count(sold.refunds),
      refundedMoney: money(sold.refunded),
    },
    weekBefore: {
      money: money(before.total),
      sales: count(before.sales),
      refunds: count(before.refunds),
      refundedMoney: money(before.refunded),
    },
    changeOfMoneyInPercent: change(statistics.changePercent),
    online: {
      money: money(online.total),
      sales: count(online.sales),
      percentOfMoney: percent(online.percent),
    },
    branches: statistics.branches.map((branch) => ({
      name: name(branch.name),
      money: money(branch.total),
      sales: count(branch.sales),
      moneyWeekBefore: money(branch.before),
      changeOfMoneyInPercent: change(branch.changePercent),
    })),
    bestSellers: statistics.top.map((product) => ({
      name: name(product.title),
      pieces: count(product.pieces),
      piecesInAUsualWeek: count(product.usualPieces),
      money: money(product.total),
    })),
    fadingProducts: statistics.fading.map((product) => ({
      name: name(product.title),
      pieces: count(product.pieces),
      piecesInAUsualWeek: count(product.usualPieces),
    })),
    conflictsOfStock: {
      newInTheWeek: count(conflicts.opened),
      stillOpen: count(conflicts.open),
      settled: conflicts.settled.map((one) => ({ how: one.action, cases: count(one.count) })),
    },
    stock: {
      shelvesLow: count(stock.low),
      shelvesEmpty: count(stock.empty),
      soonEmpty: stock.soonOut.map((shelf) => ({
        name: name(shelf.title),
        branch: name(shelf.branch),
        pieces: count(shelf.onHand),
        daysLeft: count(shelf.days),
      })),
    },
    cashDrawers: {
      shiftsClosed: count(cash.shifts),
      countedLessExpected: money(cash.variance),
      shiftsShort: count(cash.short),
      shiftsOver: count(cash.over),
    },
  }
  return { told, numbers, names }
}

/** A name on one line, short, and without the marks that quote it. */
export function nameOf(text: string): string {
  const line = text
    .normalize('NFKC')
    // oxlint-disable-next-line no-control-regex -- a name must not begin a line of its own
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069"“”„«»<>]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1).trimEnd()}…`.normalize('NFKC') : line
}
