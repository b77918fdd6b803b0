import { Link } from '@tanstack/react-router'
import type { Reorder, ReorderRow } from '../../shared/velocity/demand.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import { kindWords, lasting, paceWords } from './lasting.ts'

/** `none` is said where there are no rows. */
type Props = { rows: readonly ReorderRow[]; reorder: Reorder; none: string }

/** A row for each shelf that needs more; it leads to what its numbers are reckoned from. */
export function ReorderTable({ rows, reorder, none }: Props) {
  const words = useWords()
  const { t, number } = words
  const branches = new Map(reorder.branches.map((branch) => [branch.id, branch]))
  if (rows.length === 0) {
    return (
      <p
        role="status"
        className="rounded-2xl border border-line bg-surface px-4 py-10 text-center text-muted"
      >
        {none}
      </p>
    )
  }
  const head = 'px-3 py-2 font-medium'
  return (
    <div className="shrink-0 overflow-x-auto rounded-2xl border border-line bg-surface">
      <table className="figures w-full border-collapse text-left" data-testid="reorder">
        <thead className="text-sm text-muted">
          <tr className="border-b border-line">
            <th scope="col" className={head}>
              {t('grid.product')}
            </th>
            <th scope="col" className={`${head} max-md:hidden`}>
              {t('home.branch')}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {t('reorder.onHand')}
            </th>
            <th scope="col" className={`${head} text-right max-lg:hidden`}>
              {t('reorder.sells')}
            </th>
            <th scope="col" className={`${head} text-right max-sm:hidden`}>
              {t('reorder.lasts')}
            </th>
            <th scope="col" className={`${head} text-right max-md:hidden`}>
              {t('reorder.point')}
            </th>
            <th scope="col" className={`${head} text-right max-lg:hidden`}>
              {t('reorder.full')}
            </th>
            <th scope="col" className={`${head} text-right max-sm:hidden`}>
              {t('reorder.bring')}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {t('reorder.order')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const branch = branches.get(row.branchId)
            const supply = branch?.supply
            const brought = row.transfers.map(({ branchId, quantity }) =>
              t('reorder.from', { quantity, branch: branches.get(branchId)?.name ?? '' }),
            )
            const service = number((supply?.service ?? 0) * 100, { maximumFractionDigits: 1 })
            return (
              <tr key={`${row.branchId} ${row.productId}`} className="border-t border-line align-top">
                <td className="min-w-40 px-3 py-2">
                  <Link
                    to="/products/$id/history"
                    params={{ id: row.productId }}
                    search={{ branchId: row.branchId }}
                    className="flex min-h-12 flex-col justify-center hover:underline"
                  >
                    <span className="font-medium">{row.title}</span>
                    <span className="text-sm text-muted">
                      {row.sku}
                      <span className="md:hidden"> · {branch?.name}</span>
                    </span>
                  </Link>
                </td>
                <td className="px-3 py-4 max-md:hidden">{branch?.name}</td>
                <td className="px-3 py-4 text-right">
                  {row.onHand === 0 ? <Pill tone="bad">{number(0)}</Pill> : number(row.onHand)}
                </td>
                <td
                  className="px-3 py-4 text-right whitespace-nowrap max-lg:hidden"
                  title={kindWords(row.kind, t)}
                >
                  {paceWords(row.perDay, words)}
                </td>
                <td className="px-3 py-4 text-right whitespace-nowrap max-sm:hidden">
                  {lasting(row.lasts, words)}
                </td>
                <td
                  className="px-3 py-4 text-right max-md:hidden"
                  title={supply ? t('reorder.pointWhy', { days: supply.leadDays, service }) : undefined}
                >
                  {number(row.point)}
                  {row.isByHand ? (
                    <span className="block text-sm text-muted">{t('reorder.byHand')}</span>
                  ) : null}
                </td>
                <td
                  className="px-3 py-4 text-right max-lg:hidden"
                  title={
                    supply
                      ? t('reorder.fullHint', { full: row.full, days: supply.leadDays + supply.coverDays })
                      : undefined
                  }
                >
                  {number(row.full)}
                </td>
                <td className="px-3 py-4 text-right max-sm:hidden">
                  {brought.length === 0 ? <span className="text-muted">—</span> : null}
                  {brought.map((words_) => (
                    <span key={words_} className="block">
                      {words_}
                    </span>
                  ))}
                </td>
                <td className="px-3 py-4 text-right">
                  {row.order === 0 ? (
                    <span className="text-muted">—</span>
                  ) : (
                    <span className="text-lg font-semibold">{number(row.order)}</span>
                  )}
                  {brought.map((words_) => (
                    <span key={words_} className="block text-sm text-muted sm:hidden">
                      {words_}
                    </span>
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
