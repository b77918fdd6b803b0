import type { SummaryLanguage } from '../../shared/summary/week-summary.ts'
import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import { nameOf } from './facts.ts'
import { sayIn } from './words/say-in.ts'
import type { Say } from './words/say-in.ts'

/** Three sentences that tell a week by its figures alone: what came in, what sold, what needs somebody. */
export function plainSummary(statistics: WeekStatistics, language: SummaryLanguage): string[] {
  const say = sayIn(language)
  return [taken(statistics, say), goods(statistics, say), cares(statistics, say)]
}

function taken({ sold, before, changePercent, currency, ...rest }: WeekStatistics, say: Say): string {
  const money = (minor: number) => say.money(minor, currency)
  if (sold.sales === 0 && sold.refunds === 0)
    return sentence([say.t('nothingSold', { before: money(before.total) })])
  const parts = {
    total: money(sold.total),
    sales: say.many('sales', sold.sales),
    percent: say.percent(Math.abs(changePercent ?? 0)),
  }
  const way =
    changePercent === null
      ? 'soldAlone'
      : changePercent === 0
        ? 'soldSame'
        : changePercent > 0
          ? 'soldUp'
          : 'soldDown'
  const { averageSale, online, branches } = rest
  const [best] = branches
  return sentence([
    say.t(way, parts),
    averageSale === null ? null : say.t('average', { average: money(averageSale) }),
    sold.refunds === 0
      ? null
      : say.t('refunded', { money: money(sold.refunded), refunds: say.many('refunds', sold.refunds) }),
    online.sales > 0 && online.percent !== null
      ? say.t('online', { percent: say.percent(online.percent) })
      : null,
    best && branches.length > 1
      ? say.t('bestBranch', { branch: nameOf(best.name), total: money(best.total) })
      : null,
  ])
}

function goods({ top, fading, currency }: WeekStatistics, say: Say): string {
  const [best] = top
  const [worst] = fading
  const parts = (product: WeekStatistics['top'][number]) => ({
    product: nameOf(product.title),
    pieces: say.many('pieces', product.pieces),
    usual: say.many('pieces', product.usualPieces),
    total: say.money(product.total, currency),
  })
  if (!best) return sentence([worst ? say.t('fading', parts(worst)) : say.t('noneSold')])
  return sentence([say.t('best', parts(best)), worst ? say.t('bestAndFading', parts(worst)) : null], '. ')
}

function cares({ stock, conflicts, cash, currency }: WeekStatistics, say: Say): string {
  const [soon] = stock.soonOut
  const isWell = stock.low === 0 && conflicts.open === 0
  const money = say.money(Math.abs(cash.variance), currency)
  const shifts = say.many('shifts', cash.shifts)
  return sentence(
    [
      isWell
        ? say.t('allWell')
        : say.t('care', {
            shelves: say.many('shelves', stock.low),
            empty: say.number(stock.empty),
            cases: say.many('cases', conflicts.open),
          }),
      soon
        ? say.t('soonOut', {
            product: nameOf(soon.title),
            branch: nameOf(soon.branch),
            days: say.many('days', soon.days),
          })
        : null,
      cash.variance === 0 ? null : say.t(cash.variance < 0 ? 'cashShort' : 'cashOver', { money, shifts }),
    ],
    '; ',
  )
}

function sentence(parts: readonly (string | null)[], between = '; '): string {
  return `${parts.filter((part) => part !== null).join(between)}.`
}
