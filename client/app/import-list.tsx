import type { ImportOutcome, Outbox } from '../../shared/sync/outbox.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { becameOf } from './became.ts'
import { kindOf } from './kind-of.ts'
import { shownOf } from './shown-of.ts'
import { wordsForRejection } from './words-for-rejection.ts'

const mostShown = 200

const tones = {
  settled: 'good',
  known: 'plain',
  current: 'plain',
  conflict: 'warn',
  rejected: 'bad',
  waiting: 'accent',
} as const satisfies Record<ReturnType<typeof becameOf>, string>

/** The documents of an outbox that is being imported, and what became of each once it is known. */
export function ImportList({
  outbox,
  outcomes,
}: {
  outbox: Outbox
  outcomes: readonly ImportOutcome[] | null
}) {
  const { t, money, moment } = useWords()
  const answered = new Map(outcomes?.map((it) => [it.id, it]))
  return (
    <ul className="flex flex-col divide-y divide-line">
      {outbox.documents.slice(0, mostShown).map(({ collection, document }, index) => {
        const { number, isRefund, total, currency, at, id } = shownOf(document)
        const said = [...(at ? [moment(at)] : []), ...(isRefund ? [t('status.kind_refund')] : [])].join(' · ')
        const it = answered.get(id)
        const became = it && becameOf(it)
        return (
          // A damaged document may have no id of its own.
          <li key={`${index} ${id}`} className="flex items-start gap-3 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="figures font-medium">{number || t(`status.kind_${kindOf(collection)}`)}</p>
              {said ? <p className="text-sm text-muted">{said}</p> : null}
              {it?.rejection ? (
                <p className="text-sm text-bad">{wordsForRejection(it.rejection, t)}</p>
              ) : null}
            </div>
            {total === null ? null : (
              <span className="figures font-semibold whitespace-nowrap">{money(total, currency)}</span>
            )}
            {became ? <Pill tone={tones[became]}>{t(`outbox.${became}`)}</Pill> : null}
          </li>
        )
      })}
    </ul>
  )
}
