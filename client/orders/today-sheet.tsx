import { ChevronDown, Printer, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Order } from '../../shared/orders/order.ts'
import { device, memory } from '../app/app-parts.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { Receipt } from '../pos/receipt.tsx'
import { reprints } from '../pos/receipt/reprints.ts'
import type { RefundStart } from '../pos/refund/refund-sheet.tsx'
import { VoidButton } from '../pos/refund/void-button.tsx'
import { useOpenTill } from '../pos/use-till.ts'
import { PayOut } from '../shifts/pay-out.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderStory } from './order-story.tsx'
import { StatusPill } from './status-pill.tsx'

const none: readonly Order[] = []

type Props = { open: boolean; onClose(): void; onReturn(start: RefundStart): void }

/** This lane's sales since midnight, the newest first, each with its state and what to do next. */
export function TodaySheet({ open, onClose, onReturn }: Props) {
  const { t, money } = useWords()
  const shop = useShop()
  const { branch } = useOpenTill()
  const { isWriter } = useSyncState()
  const today$ = useMemo(() => shop.orders.since$(midnight()), [shop])
  const all = useObservable(today$, none)
  const orders = all.filter(({ deviceId }) => deviceId === shop.session.lane?.deviceId)
  const [chosen, setChosen] = useState<string | null>(null)
  const counted = orders.filter(({ status }) => status !== 'rejected' && status !== 'cancelled')
  const total = counted.reduce((sum, order) => sum + (order.kind === 'sale' ? order.total : -order.total), 0)
  const lead =
    orders.length > 0
      ? t('orders.todayLead', {
          count: orders.filter(({ kind }) => kind === 'sale').length,
          total: money(total, branch.settings.currency),
        })
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
      {isWriter ? (
        // On a phone the bar above has no room for it.
        <Button className="mt-2 w-full sm:hidden!" onClick={() => onReturn({ kind: 'find' })}>
          <Undo2 aria-hidden className="size-5" />
          {t('till.refund')}
        </Button>
      ) : null}
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
              onReturn={onReturn}
              isNewest={order === orders[0]}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

type EntryProps = Pick<Props, 'open' | 'onReturn'> & { order: Order; isNewest: boolean; onToggle(): void }

function Entry({ order, open, isNewest, onToggle, onReturn }: EntryProps) {
  const { t, money, clock } = useWords()
  const { isWriter } = useSyncState()
  const isRefund = order.kind === 'refund'
  const mayReturn = isWriter && !isRefund && (order.status === 'pending' || order.status === 'accepted')
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
          <span className="block text-sm text-muted">
            {clock(order.createdAt)}
            {isRefund ? ` · ${t('refund.refundThis')}` : null}
          </span>
        </span>
        <StatusPill status={order.status} />
        <span className="figures min-w-20 text-right font-semibold whitespace-nowrap">
          {money(isRefund ? -order.total : order.total, order.currency)}
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
          <div className="flex flex-wrap gap-2">
            {mayReturn ? (
              <Button onClick={() => onReturn({ kind: 'order', order })} data-testid="refund-this">
                <Undo2 aria-hidden className="size-5" />
                {t('refund.refundThis')}
              </Button>
            ) : null}
            {mayReturn && isNewest ? (
              <VoidButton sale={order} onDone={(refund) => onReturn({ kind: 'done', order: refund })} />
            ) : null}
            {isWriter ? <PayOut order={order} /> : null}
            <Reprint order={order} />
          </div>
        </div>
      ) : null}
    </li>
  )
}

/** Shows the receipt marked COPY, and prints it. */
function Reprint({ order }: { order: Order }) {
  const { t } = useWords()
  const { branch } = useOpenTill()
  const [copy, setCopy] = useState<number | null>(null)
  return copy === null ? (
    <Button onClick={() => setCopy(reprints(memory).next(order.id))}>
      <Printer aria-hidden className="size-5" />
      {t('orders.reprint')}
    </Button>
  ) : (
    <div className="w-full">
      <Receipt order={order} branch={branch} copy={copy} printAtOnce />
    </div>
  )
}

/** The beginning of this day by the shop's clock. */
function midnight(): string {
  return new Date(new Date(device.now()).setHours(0, 0, 0, 0)).toISOString()
}
