import type { ImportOutcome, Outbox, OutboxDocument } from '../../shared/sync/outbox.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { kindOf } from './kind-of.ts'
import { wordsForRejection } from './words-for-rejection.ts'

const mostShown = 200

const tones = {
  settled: 'good',
  known: 'plain',
  conflict: 'warn',
  rejected: 'bad',
  waiting: 'accent',
} as const satisfies Record<ImportOutcome['outcome'], string>

/** The documents of an outbox that is being imported, and what became of each once it is known. */
export function ImportList({
  outbox,
  outcomes,
}: {
  outbox: Outbox
  outcomes: readonly ImportOutcome[] | null
}) {
  const { t, money, moment } = useWords()
  const became = new Map(outcomes?.map((it) => [it.id, it]))
  return (
    <ul className="flex flex-col divide-y divide-line">
      {outbox.documents.slice(0, mostShown).map(({ collection, document }, index) => {
        const { number, total, currency, at, id } = partsOf(document)
        const it = became.get(id)
        return (
          // A damaged document may have no id of its own.
          <li key={`${index} ${id}`} className="flex items-start gap-3 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="figures font-medium">{number || t(`status.kind_${kindOf(collection)}`)}</p>
              {at ? <p className="text-sm text-muted">{moment(at)}</p> : null}
              {it?.rejection ? (
                <p className="text-sm text-bad">{wordsForRejection(it.rejection, t)}</p>
              ) : null}
            </div>
            {total === null ? null : (
              <span className="figures font-semibold whitespace-nowrap">{money(total, currency)}</span>
            )}
            {it ? <Pill tone={tones[it.outcome]}>{t(`outbox.${it.outcome}`)}</Pill> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** What can be shown of a document that nobody has looked at yet: any of it may be missing or of another kind. */
function partsOf(document: OutboxDocument['document']) {
  const text = (field: string) => (typeof document[field] === 'string' ? document[field] : '')
  const { total } = document
  const at = text('createdAt') || text('openedAt') || text('updatedAt')
  const currency = text('currency')
  const isMoney = Number.isSafeInteger(total) && /^[A-Z]{3}$/.test(currency)
  return {
    id: text('id'),
    number: document['lines'] ? text('number') : '',
    total: isMoney ? (total as number) : null,
    currency,
    at: Number.isNaN(Date.parse(at)) ? '' : at,
  }
}
