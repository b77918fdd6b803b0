import { Link } from '@tanstack/react-router'
import { readableNote } from '../../../shared/inventory/approved-note.ts'
import type { LedgerEntry } from '../../../shared/inventory/ledger.ts'
import { useWords } from '../../i18n/use-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { sellerName } from '../../orders/seller-name.ts'
import { Pill } from '../../ui/pill.tsx'
import { reasonWords } from './reason-words.ts'

/** The entries, newest first. `reached`: those after this position were not known to the lane that was asked about. */
export function LedgerTable({
  entries,
  reached,
}: {
  entries: readonly LedgerEntry[]
  reached: number | null
}) {
  const { t, fullMoment, number } = useWords()
  const signed = (delta: number) => `${delta > 0 ? '+' : '−'}${number(Math.abs(delta))}`
  return (
    <div
      className="shrink-0 overflow-x-auto rounded-2xl border border-line bg-surface"
      tabIndex={0}
      role="region"
      aria-label={t('ledger.title')}
    >
      <table className="figures w-full text-[15px]" data-testid="ledger">
        <thead>
          <tr className="text-left text-sm text-muted">
            <th scope="col" className="px-4 py-2 font-medium">
              {t('ledger.when')}
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              {t('ledger.why')}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              {t('ledger.change')}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              {t('ledger.left')}
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              {t('ledger.by')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const isLater = reached !== null && entry.seq > reached
            return (
              <tr key={entry.id} className={classNames('border-t border-line', isLater && 'bg-warn-soft')}>
                <td className="px-4 py-2.5 whitespace-nowrap">{fullMoment(entry.createdAt)}</td>
                <td className="px-4 py-2.5">
                  {reasonWords(entry.reason, t)}
                  {entry.orderNumber ? (
                    <Link
                      to="/archive"
                      search={{ search: entry.orderNumber }}
                      className="ml-2 underline max-sm:inline-flex max-sm:min-h-12 max-sm:min-w-12 max-sm:items-center"
                    >
                      {entry.orderNumber}
                    </Link>
                  ) : null}
                  {isLater ? (
                    <Pill tone="warn" className="ml-2">
                      {t('ledger.later')}
                    </Pill>
                  ) : null}
                  {entry.note ? (
                    <span className="block text-sm text-muted">{readableNote(entry.note)}</span>
                  ) : null}
                </td>
                <td className="px-4 py-2.5 text-right font-medium">{signed(entry.delta)}</td>
                <td className="px-4 py-2.5 text-right">{number(entry.balance)}</td>
                <td className="px-4 py-2.5 whitespace-nowrap">
                  {[sellerName(entry.orderSource, entry.actorName, t), entry.laneCode]
                    .filter(Boolean)
                    .join(' · ') || '–'}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
