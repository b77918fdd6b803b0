import type { SummaryLanguage, Telling } from '../../shared/summary/week-summary.ts'
import type { WeekStatistics } from '../../shared/summary/week-statistics.ts'
import { writeLetter } from '../mail/letter.ts'
import type { Bar, Section } from '../mail/letter.ts'
import type { Message } from '../mail/mail.ts'
import { plainSummary } from './plain-summary.ts'
import type { SummaryRow, Tellings } from './queries.ts'
import { sayIn } from './words/say-in.ts'
import type { Say } from './words/say-in.ts'

/** The mail of a week in the language of its reader: the same as HTML and as text. */
export function mailOfWeek(
  summary: Pick<SummaryRow, 'week' | 'statistics' | 'tellings'>,
  reader: { business: string; language: SummaryLanguage; publicUrl: string | null },
): Omit<Message, 'id' | 'to'> {
  const { week, statistics } = summary
  const say = sayIn(reader.language)
  const telling = tellingFor(summary.tellings, statistics, reader.language)
  const { business } = reader
  const day = say.day(week)
  const total = say.money(statistics.sold.total, statistics.currency)
  return writeLetter({
    language: reader.language,
    subject: say.t('subject', { business, day, total }),
    title: say.t('title', { business }),
    intro: say.t('intro', { day }),
    bullets: telling.bullets,
    note: telling.how === 'model' ? say.t('byModel', { model: telling.model ?? '' }) : say.t('plain'),
    sections: sectionsOf(statistics, say),
    bars: barsOf(statistics, say),
    link:
      reader.publicUrl === null
        ? null
        : { says: say.t('open'), url: `${reader.publicUrl}/summaries?week=${week}` },
    because: say.t('because', { business }),
  })
}

/** The sentences in somebody's language: as they were told in it, else plainly from the figures. */
export function tellingFor(
  tellings: Tellings,
  statistics: WeekStatistics,
  language: SummaryLanguage,
): Telling {
  const own = tellings[language]
  if (own) return own
  const [other] = Object.values(tellings)
  return {
    bullets: plainSummary(statistics, language),
    how: 'plain',
    reason: other?.how === 'model' ? 'other-language' : (other?.reason ?? 'no-model'),
    model: other?.model ?? null,
    tries: 0,
    faults: [],
  }
}

function sectionsOf(statistics: WeekStatistics, say: Say): Section[] {
  const { sold, before, changePercent, branches, top, fading, stock, cash, conflicts, currency } = statistics
  const money = (minor: number) => say.money(minor, currency)
  const change = (percent: number | null) => (percent === null ? '' : say.change(percent))
  const pieces = (count: number) => say.many('pieces', count)
  const usually = (count: number) => say.t('usual', { n: say.number(count) })
  return [
    {
      head: say.t('figures'),
      rows: [
        ['', say.t('thisWeek'), say.t('weekBefore'), say.t('change')],
        [say.t('money'), money(sold.total), money(before.total), change(changePercent)],
        [say.t('salesHead'), say.number(sold.sales), say.number(before.sales), ''],
        [say.t('conflicts'), say.number(conflicts.opened), '', ''],
        [say.t('cash'), money(cash.variance), '', ''],
      ],
    },
    {
      head: say.t('branches'),
      rows: branches.map((one) => [one.name, money(one.total), money(one.before), change(one.changePercent)]),
    },
    {
      head: say.t('top'),
      rows: top.map((one) => [one.title, pieces(one.pieces), money(one.total)]),
    },
    {
      head: say.t('fadingHead'),
      rows: fading.map((one) => [one.title, pieces(one.pieces), usually(one.usualPieces)]),
    },
    {
      head: say.t('soonOutHead'),
      rows: stock.soonOut.map((one) => [
        { says: one.title, below: one.branch },
        pieces(one.onHand),
        say.t('daysLeft', { days: say.many('days', one.days) }),
      ]),
    },
  ].filter(({ rows }) => rows.length > 0)
}

function barsOf({ days, currency }: WeekStatistics, say: Say): Bar[] {
  const most = Math.max(1, ...days.map(({ total }) => total))
  return days.map(({ day, total }) => ({
    label: say.weekday(day),
    says: say.money(total, currency),
    share: Math.max(0, total) / most,
  }))
}
