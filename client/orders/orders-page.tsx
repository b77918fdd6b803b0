import { ScanQrCode, Search } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order, OrderStatus } from '../../shared/orders/order.ts'
import { Banners } from '../app/banners.tsx'
import { later } from '../app/later.tsx'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { CaseSheet } from '../conflicts/case-sheet.tsx'
import { useWords } from '../i18n/use-words.ts'
import { Choice } from '../ui/choice.tsx'
import { DeskLinks } from './desk-links.tsx'
import type { OrderFilter } from './filter-orders.ts'
import { filterOrders, noFilter } from './filter-orders.ts'
import { OrderTable } from './order-table.tsx'

const RescueSheet = later(() =>
  import('./rescue-sheet.tsx').then((module) => ({ default: module.RescueSheet })),
)

/** The page looks at the newest; the archive has pages of its own on the server. */
const mostHeld = 5000
const noBranches: readonly Branch[] = []
const states = ['all', 'pending', 'accepted', 'conflict', 'rejected', 'cancelled'] as const

/** Every order this device holds, live, the newest first. */
export function OrdersPage() {
  const { t } = useWords()
  const shop = useShop()
  const recent$ = useMemo(() => shop.orders.recent$(mostHeld), [shop])
  const orders = useObservable<readonly Order[] | null>(recent$, null)
  const branches = useObservable(shop.branches$, noBranches)
  const [filter, setFilter] = useState<OrderFilter>(noFilter)
  const [rescuing, setRescuing] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shown = useMemo(() => filterOrders(orders ?? [], filter), [orders, filter])
  const chosen = orders?.find(({ id }) => id === chosenId) ?? null
  const rescue: Action = {
    id: 'orders rescue',
    says: 'refund.rescue',
    icon: ScanQrCode,
    for: 'desk',
    run: () => setRescuing(true),
  }
  useActions([rescue])

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
              {orders === null
                ? t('common.loading')
                : orders.length === mostHeld && shown.length === mostHeld
                  ? t('desk.newest', { count: mostHeld })
                  : shown.length === orders.length
                    ? t('desk.live', { count: shown.length })
                    : t('desk.filtered', { shown: shown.length, count: orders.length })}
            </span>
          </h1>
          <ActionButton action={rescue} />
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
      {rescuing ? (
        <Suspense>
          <RescueSheet onClose={() => setRescuing(false)} />
        </Suspense>
      ) : null}
      {chosen ? <CaseSheet order={chosen} branches={branches} onClose={() => setChosenId(null)} /> : null}
    </div>
  )
}
