import { ChevronDown, Printer } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { device } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { printReceipt } from '../pos/print-receipt.ts'
import { Receipt } from '../pos/receipt.tsx'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderStory } from './order-story.tsx'
import { StatusPill } from './status-pill.tsx'

const none: readonly Order[] = []

/** This lane's sales since midnight, the newest first, each with its state and what to do next. */
export function TodaySheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t, money } = useWords()
  const shop = useShop()
  const { branch } = useOpenTill()
  const today$ = useMemo(() => shop.orders.since$(midnight()), [shop])
  const all = useObservable(today$, none)
  const orders = all.filter(({ deviceId }) => deviceId === shop.session.lane?.deviceId)
  const [chosen, setChosen] = useState<string | null>(null)
  const counted = orders.filter(({ status }) => status !== 'rejected' && status !== 'cancelled')
  const total = counted.reduce((sum, order) => sum + (order.kind === 'sale' ? order.total : -order.total), 0)
  const lead =
    orders.length > 0
      ? t('orders.todayLead', { count: orders.length, total: money(total, branch.settings.currency) })
      : undefined
  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="side"
      title={t('orders.today')}
      description={lead}
      closeLabel={t('common.close')}
    >
      {orders.length === 0 ? (
        <div className="py-16 text-center">
          <p className="text-lg font-medium">{t('orders.none')}</p>
          <p className="text-muted">{t('orders.noneHint')}</p>
        </div>
      ) : (
        <ul className="-mx-2 flex flex-col gap-1 py-2" data-testid="today">
          {orders.map((order) => (
            <Entry
              key={order.id}
              order={order}
              open={order.id === chosen}
              onToggle={() => setChosen(order.id === chosen ? null : order.id)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Entry({ order, open, onToggle }: { order: Order; open: boolean; onToggle(): void }) {
  const { money, clock } = useWords()
  return (
    <li className={classNames('rounded-xl', open && 'bg-sunken')}>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex min-h-14 w-full items-center gap-3 rounded-xl px-3 text-left hover:bg-sunken"
      >
        <span className="figures min-w-0 flex-1 leading-tight">
          <span className="block truncate font-medium">{order.number}</span>
          <span className="block text-sm text-muted">{clock(order.createdAt)}</span>
        </span>
        <StatusPill status={order.status} />
        <span className="figures min-w-20 text-right font-semibold whitespace-nowrap">
          {money(order.total, order.currency)}
        </span>
        <ChevronDown
          aria-hidden
          className={classNames('size-5 text-muted transition-transform', open && 'rotate-180')}
        />
      </button>
      {open ? (
        <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
          <OrderStory order={order} />
          <OrderLines order={order} />
          <Reprint order={order} />
        </div>
      ) : null}
    </li>
  )
}

/** Shows the receipt marked COPY, and prints it. */
function Reprint({ order }: { order: Order }) {
  const { t } = useWords()
  const { branch } = useOpenTill()
  const { user } = useShop().session
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (shown) void printReceipt(order.id)
  }, [shown, order.id])
  return shown ? (
    <Receipt
      order={order}
      branch={branch}
      cashier={order.cashierId === user.id ? user.name : order.cashierId.slice(0, 8)}
      copy
    />
  ) : (
    <Button onClick={() => setShown(true)}>
      <Printer aria-hidden className="size-5" />
      {t('orders.reprint')}
    </Button>
  )
}

/** The beginning of this day by the shop's clock. */
function midnight(): string {
  return new Date(new Date(device.now()).setHours(0, 0, 0, 0)).toISOString()
}
