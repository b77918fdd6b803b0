import { ChevronDown } from 'lucide-react'
import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { MovementHelp } from '../inventory/movement-help.tsx'
import { OrderStory } from '../orders/order-story.tsx'
import { StatusPill } from '../orders/status-pill.tsx'
import { useShop } from './shop-context.ts'
import { useObservable } from './use-observable.ts'

const none: readonly Order[] = []
const mostShown = 50

/** Conflicts that are open and sales that were refused, each with what to do next. */
export function NeedHelp() {
  return (
    <div className="flex flex-col gap-2" data-testid="need-help">
      <Orders />
      <MovementHelp />
    </div>
  )
}

function Orders() {
  const { t, money, moment } = useWords()
  const orders = useObservable(useShop().orders.needHelp$, none)
  return (
    <ul className="flex flex-col divide-y divide-line">
      {orders.slice(0, mostShown).map((order) => (
        <li key={order.id}>
          <details className="group py-1">
            <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 rounded-lg">
              <span className="figures min-w-0 flex-1 leading-tight">
                <span className="block font-medium">{order.number}</span>
                <span className="block text-sm text-muted">
                  {moment(order.createdAt)}
                  {order.kind === 'refund' ? ` · ${t('status.kind_refund')}` : null}
                </span>
              </span>
              <StatusPill status={order.status} />
              <span className="figures min-w-20 text-right font-semibold whitespace-nowrap">
                {money(order.kind === 'refund' ? -order.total : order.total, order.currency)}
              </span>
              <ChevronDown
                aria-hidden
                className="size-5 shrink-0 text-muted transition-transform group-open:rotate-180"
              />
            </summary>
            <div className="pb-3">
              <OrderStory order={order} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
