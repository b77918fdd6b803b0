import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import type { Entry } from './use-sync-log.ts'

const columns = [
  'when',
  'what',
  'which',
  'requests',
  'documents',
  'conflicts',
  'rejected',
  'errors',
  'reached',
] as const
const inWords = ['products', 'stockLevels', 'customers', 'orders', 'branches', 'stockMovements'] as const

/** Contacts of a device, some seconds a row; what went wrong stands out and is told below. */
export function EntryTable({ entries }: { entries: readonly Entry[] }) {
  const { t } = useWords()
  return (
    <div
      className="min-h-0 overflow-auto rounded-2xl border border-line bg-surface"
      tabIndex={0}
      role="group"
      aria-label={t('syncLog.title')}
    >
      <table className="w-full text-left text-sm" data-testid="sync-log">
        <thead className="sticky top-0 bg-surface text-muted">
          <tr className="border-b border-line">
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2.5 font-medium whitespace-nowrap">
                {t(`syncLog.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures divide-y divide-line">
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ entry }: { entry: Entry }) {
  const { t, number, fullMoment } = useWords()
  const collection = inWords.find((name) => name === entry.collection)
  return (
    <tr className="align-top">
      <td className="px-3 py-2 whitespace-nowrap">{fullMoment(entry.at)}</td>
      <td className="px-3 py-2">{t(`syncLog.${entry.direction}`)}</td>
      <td className="px-3 py-2">{collection ? t(`firstLoad.${collection}`) : (entry.collection ?? '')}</td>
      <td className="px-3 py-2">{number(entry.requests)}</td>
      <td className="px-3 py-2">{number(entry.documents)}</td>
      <Trouble count={entry.conflicts} />
      <Trouble count={entry.rejected} />
      <td className="px-3 py-2">
        <span className={classNames(entry.errors > 0 ? 'font-semibold text-bad' : 'text-muted')}>
          {number(entry.errors)}
        </span>
        {entry.lastError ? <span className="block break-all text-bad">{entry.lastError}</span> : null}
      </td>
      <td className="px-3 py-2 text-muted">{entry.reached === null ? '' : number(entry.reached)}</td>
    </tr>
  )
}

function Trouble({ count }: { count: number }) {
  const { number } = useWords()
  return (
    <td className={classNames('px-3 py-2', count > 0 ? 'font-semibold text-bad' : 'text-muted')}>
      {number(count)}
    </td>
  )
}
