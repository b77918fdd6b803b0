import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox, Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order, OrderStatus } from '../../shared/orders/order.ts'
import { Banners } from '../app/banners.tsx'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import { CaseSheet } from '../conflicts/case-sheet.tsx'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { classNames } from '../ui/class-names.ts'
import type { OrderFilter } from './filter-orders.ts'
import { filterOrders, noFilter } from './filter-orders.ts'
import { StatusPill } from './status-pill.tsx'

/** The page looks at the newest; the archive has pages of its own on the server. */
const mostHeld = 5000
const rowHeight = 52
const noBranches: readonly Branch[] = []
const states = ['all', 'pending', 'accepted', 'conflict', 'rejected', 'cancelled'] as const
const columns =
  'grid grid-cols-[8.5rem_minmax(0,1fr)_6rem_7.5rem] md:grid-cols-[9rem_8.5rem_8rem_minmax(0,1fr)_7rem_8rem] items-center gap-3'

/** Every order this device holds, live, the newest first. */
export function OrdersPage() {
  const { t } = useWords()
  const shop = useShop()
  const recent$ = useMemo(() => shop.orders.recent$(mostHeld), [shop])
  const orders = useObservable<readonly Order[] | null>(recent$, null)
  const branches = useObservable(shop.branches$, noBranches)
  const [filter, setFilter] = useState<OrderFilter>(noFilter)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shown = useMemo(() => filterOrders(orders ?? [], filter), [orders, filter])
  const chosen = orders?.find(({ id }) => id === chosenId) ?? null
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="mr-auto text-2xl font-semibold tracking-tight">
            {t('desk.title')}
            <span className="figures ml-3 text-base font-normal tracking-normal text-muted" role="status">
              {orders?.length === mostHeld && shown.length === mostHeld
                ? t('desk.newest', { count: mostHeld })
                : shown.length === (orders?.length ?? 0)
                  ? t('desk.live', { count: shown.length })
                  : t('desk.filtered', { shown: shown.length, count: orders?.length ?? 0 })}
            </span>
          </h1>
          <label className="relative w-full sm:w-64">
            <span className="sr-only">{t('desk.search')}</span>
            <Search aria-hidden className="absolute top-1/2 left-3.5 size-4.5 -translate-y-1/2 text-muted" />
            <input
              type="search"
              value={filter.text}
              placeholder={t('desk.search')}
              onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
              className="h-12 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-10"
            />
          </label>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <div className="max-w-full overflow-x-auto">
            <Choice
              label={t('desk.state')}
              value={filter.status}
              options={states.map((value) => ({
                value,
                label: value === 'all' ? t('desk.allStates') : t(`orders.${value}`),
              }))}
              onChange={(status: OrderStatus | 'all') => setFilter({ ...filter, status })}
            />
          </div>
          {branches.length > 1 ? (
            <Choice
              label={t('desk.branch')}
              value={filter.branchId ?? 'all'}
              options={[
                { value: 'all', label: t('desk.allBranches') },
                ...branches.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(id) => setFilter({ ...filter, branchId: id === 'all' ? null : id })}
            />
          ) : null}
        </div>
        <OrderTable
          orders={shown}
          branches={branches}
          empty={orders === null ? 'loading' : orders.length === 0 ? 'nothing' : 'filtered'}
          onOpen={setChosenId}
          onClear={() => setFilter(noFilter)}
        />
      </main>
      {chosen ? <CaseSheet order={chosen} branches={branches} onClose={() => setChosenId(null)} /> : null}
    </div>
  )
}

/** Where an admin or support goes from here. */
export function DeskLinks() {
  const { t } = useWords()
  const { user } = useShop().session
  const navigate = useNavigate()
  return (
    <nav className="flex items-center gap-1">
      <Link
        to="/orders"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.title')}
      </Link>
      <Link
        to="/dead-letters"
        className="hidden min-h-12 items-center rounded-xl px-3 font-medium text-muted hover:bg-sunken sm:flex"
        activeProps={{ className: 'text-ink!' }}
      >
        {t('desk.deadLetters')}
      </Link>
      {user.role === 'SUPPORT' ? null : (
        <Button look="quiet" onClick={() => void navigate({ to: '/till' })}>
          {t('app.till')}
        </Button>
      )}
    </nav>
  )
}

type TableProps = {
  orders: readonly Order[]
  branches: readonly Branch[]
  empty: 'loading' | 'nothing' | 'filtered'
  onOpen(id: string): void
  onClear(): void
}

/** Only the rows in sight exist; the numbers for those who cannot see them are the whole table's. */
function OrderTable({ orders, branches, empty, onOpen, onClear }: TableProps) {
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
          <span role="columnheader">{t('desk.products')}</span>
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
  const { money, moment } = useWords()
  const titles = order.lines
    .map(({ quantity, title }) => (quantity > 1 ? `${quantity} × ${title}` : title))
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
      </span>
      <span role="cell" className="hidden truncate text-muted md:block">
        {moment(order.createdAt)}
      </span>
      <span role="cell" className="hidden truncate text-muted md:block">
        {branch}
      </span>
      <span role="cell" className="truncate">
        {titles}
      </span>
      <span role="cell" className="text-right font-medium">
        {money(order.total, order.currency)}
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
