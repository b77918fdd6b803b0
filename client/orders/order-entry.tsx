import { ChevronDown, Undo2 } from 'lucide-react'
import type { Order } from '../../shared/orders/order.ts'
import { useSyncState } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { Reprint } from '../pos/receipt/reprint.tsx'
import type { RefundStart } from '../pos/refund/refund-sheet.tsx'
import { VoidButton } from '../pos/refund/void-button.tsx'
import { PayOut } from '../shifts/pay-out.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { OrderLines } from './order-lines.tsx'
import { OrderStory } from './order-story.tsx'
import { StatusPill } from './status-pill.tsx'

type Props = {
  order: Order
  open: boolean
  onToggle(): void
  onReturn(start: RefundStart): void
  /** Only the newest sale of a lane can be made void. */
  isNewest: boolean
  /** Without its date, as a list of one day says it. */
  isToday?: boolean
}

/** One order of a list: opened, what became of it and what can be done with it. */
export function OrderEntry({ order, open, isNewest, onToggle, onReturn, isToday = false }: Props) {
  const { t, money, clock, moment } = useWords()
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
            {isToday ? clock(order.createdAt) : moment(order.createdAt)}
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
