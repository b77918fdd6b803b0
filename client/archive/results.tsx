import { Inbox, SearchX } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { signedTotal } from '../../shared/orders/signed-total.ts'
import { useWords } from '../i18n/use-words.ts'
import { OnlineMark } from '../orders/online-mark.tsx'
import { StatusPill } from '../orders/status-pill.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import type { ArchivePage } from './use-archive.ts'

type Props = {
  page: ArchivePage | null
  isLoading: boolean
  isFiltered: boolean
  branches: readonly Branch[]
  onOpen(id: string): void
  onClear(): void
}

/** The orders of a page: short enough to stand there whole. */
export function Results({ page, isLoading, isFiltered, branches, onOpen, onClear }: Props) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In a body of its own: newer browsers answer with a promise, which is nothing to clean up with.
    scroller.current?.scrollTo(0, 0)
  }, [page])
  const names = useMemo(() => new Map(branches.map(({ id, name }) => [id, name])), [branches])
  return (
    <div
      ref={scroller}
      aria-busy={isLoading}
      className={classNames(
        'min-h-0 flex-1 overflow-y-auto rounded-2xl border border-line bg-surface transition-opacity',
        isLoading && page && 'opacity-60',
      )}
    >
      {page === null ? <Loading /> : null}
      {page?.orders.length === 0 ? <Nothing isFiltered={isFiltered} onClear={onClear} /> : null}
      {page && page.orders.length > 0 ? (
        <table className="figures w-full table-fixed border-collapse text-left" data-testid="archive-results">
          <thead className="sticky top-0 z-10 bg-surface text-sm text-muted">
            <tr className="h-11 border-b border-line">
              <th scope="col" className="w-40 px-4 font-medium max-md:w-auto max-md:px-3">
                {t('desk.number')}
              </th>
              <th scope="col" className="w-44 px-2 font-medium max-md:hidden">
                {t('desk.time')}
              </th>
              <th scope="col" className="w-36 px-2 font-medium max-md:hidden">
                {t('desk.branch')}
              </th>
              <th scope="col" className="px-2 font-medium max-md:hidden">
                {t('desk.products')}
              </th>
              <th scope="col" className="w-32 px-2 text-right font-medium max-md:w-24">
                {t('desk.total')}
              </th>
              <th scope="col" className="w-36 px-4 font-medium max-md:w-32 max-md:px-2">
                {t('desk.status')}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.orders.map((order) => (
              <Row key={order.id} order={order} branch={names.get(order.branchId) ?? ''} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  )
}

type RowProps = { order: ArchivePage['orders'][number]; branch: string; onOpen(id: string): void }

function Row({ order, branch, onOpen }: RowProps) {
  const { money, fullMoment, number } = useWords()
  const titles = order.lines
    .map(({ quantity, title }) => (quantity > 1 ? `${number(quantity)} × ${title}` : title))
    .join(', ')
  return (
    // The whole row is pressed with a mouse; by keyboard it is the number.
    <tr
      onClick={() => onOpen(order.id)}
      className="h-13 cursor-pointer border-b border-line last:border-0 hover:bg-sunken"
    >
      <td className="px-2 max-md:pr-0">
        <button
          type="button"
          className="min-h-12 w-full truncate rounded-lg px-2 text-left font-medium max-md:px-1 max-md:text-sm"
        >
          {order.number}
          <OnlineMark order={order} />
        </button>
      </td>
      <td className="truncate px-2 text-muted max-md:hidden">{fullMoment(order.createdAt)}</td>
      <td className="truncate px-2 text-muted max-md:hidden">{branch}</td>
      <td className="truncate px-2 max-md:hidden">{titles}</td>
      <td className="px-2 text-right font-medium whitespace-nowrap">
        {money(signedTotal(order), order.currency)}
      </td>
      <td className="px-4 max-md:px-2">
        <StatusPill status={order.status} />
      </td>
    </tr>
  )
}

function Loading() {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('desk.loading')} className="flex flex-col gap-4 p-4">
      {[70, 85, 60, 78].map((width) => (
        <div key={width} className="h-5 animate-pulse rounded bg-sunken" style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear(): void }) {
  const { t } = useWords()
  const Icon = isFiltered ? SearchX : Inbox
  return (
    <div role="status" className="flex flex-col items-center gap-2 px-6 py-20 text-center">
      <Icon aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">{t(isFiltered ? 'archive.nothing' : 'desk.nothingYet')}</p>
      <p className="text-muted">{t(isFiltered ? 'archive.nothingHint' : 'desk.nothingYetHint')}</p>
      {isFiltered ? <Button onClick={onClear}>{t('desk.clearFilters')}</Button> : null}
    </div>
  )
}
