import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { signedTotal } from '../../shared/orders/signed-total.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { OnlineMark } from './online-mark.tsx'
import { StatusPill } from './status-pill.tsx'

const rowHeight = 52
const columns =
  'grid grid-cols-[minmax(0,1fr)_auto_7.5rem] md:grid-cols-[9rem_8.5rem_8rem_minmax(0,1fr)_8.5rem_8rem] items-center gap-3'

type TableProps = {
  orders: readonly Order[]
  branches: readonly Branch[]
  empty: 'loading' | 'nothing' | 'filtered'
  onOpen(id: string): void
  onClear(): void
}

/** Only the rows in sight exist; the numbers for those who cannot see them are the whole table's. */
export function OrderTable({ orders, branches, empty, onOpen, onClear }: TableProps) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  // The compiler is not used here, and the virtualiser's functions are called while drawing only.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: orders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => orders[index]?.id ?? index,
    overscan: 12,
  })
  const names = useMemo(() => new Map(branches.map(({ id, name }) => [id, name])), [branches])
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={t('desk.title')}
      aria-rowcount={orders.length + 1}
      className="min-h-0 flex-1 overflow-y-auto rounded-2xl border border-line bg-surface"
      data-testid="orders-table"
    >
      <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
        <div
          role="row"
          aria-rowindex={1}
          className={classNames(columns, 'h-11 px-4 text-sm font-medium text-muted')}
        >
          <span role="columnheader">{t('desk.number')}</span>
          <span role="columnheader" className="hidden md:block">
            {t('desk.time')}
          </span>
          <span role="columnheader" className="hidden md:block">
            {t('desk.branch')}
          </span>
          <span role="columnheader" className="hidden md:block">
            {t('desk.products')}
          </span>
          <span role="columnheader" className="text-right">
            {t('desk.total')}
          </span>
          <span role="columnheader">{t('desk.status')}</span>
        </div>
      </div>
      {orders.length === 0 ? <NoOrders kind={empty} onClear={onClear} /> : null}
      <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const order = orders[item.index]
          return order ? (
            <Row
              key={item.key}
              order={order}
              index={item.index}
              top={item.start}
              branch={names.get(order.branchId) ?? ''}
              onOpen={onOpen}
            />
          ) : null
        })}
      </div>
    </div>
  )
}

type RowProps = { order: Order; index: number; top: number; branch: string; onOpen(id: string): void }

function Row({ order, index, top, branch, onOpen }: RowProps) {
  const { t, money, moment, number } = useWords()
  const isRefund = order.kind === 'refund'
  const titles = order.lines
    .map(({ quantity, title }) => (quantity > 1 ? `${number(quantity)} × ${title}` : title))
    .join(', ')
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      tabIndex={0}
      onClick={() => onOpen(order.id)}
      onKeyDown={(event) => (event.key === 'Enter' ? onOpen(order.id) : undefined)}
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      className={classNames(
        columns,
        'figures absolute inset-x-0 cursor-pointer border-b border-line px-4 -outline-offset-3! hover:bg-sunken',
      )}
    >
      <span role="cell" className="truncate font-medium">
        {order.number}
        <OnlineMark order={order} />
        {isRefund ? (
          <span className="block text-sm font-normal text-muted">{t('refund.refundThis')}</span>
        ) : null}
      </span>
      <span role="cell" className="hidden truncate text-muted md:block">
        {moment(order.createdAt)}
      </span>
      <span role="cell" className="hidden truncate text-muted md:block">
        {branch}
      </span>
      <span role="cell" className="hidden truncate md:block">
        {titles}
      </span>
      <span role="cell" className="text-right font-medium">
        {money(signedTotal(order), order.currency)}
      </span>
      <span role="cell">
        <StatusPill status={order.status} />
      </span>
    </div>
  )
}

function NoOrders({ kind, onClear }: { kind: TableProps['empty']; onClear(): void }) {
  const { t } = useWords()
  if (kind === 'loading') {
    return (
      <div role="status" aria-label={t('desk.loading')} className="flex flex-col gap-4 p-4">
        {[70, 85, 60, 78].map((width) => (
          <div key={width} className="h-5 animate-pulse rounded bg-sunken" style={{ width: `${width}%` }} />
        ))}
      </div>
    )
  }
  return (
    <div role="status" className="flex flex-col items-center gap-2 px-6 py-20 text-center">
      <Inbox aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">
        {kind === 'nothing' ? t('desk.nothingYet') : t('desk.filteredOut')}
      </p>
      {kind === 'nothing' ? (
        <p className="text-muted">{t('desk.nothingYetHint')}</p>
      ) : (
        <Button onClick={onClear}>{t('desk.clearFilters')}</Button>
      )}
    </div>
  )
}
