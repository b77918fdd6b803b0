import { isWaiting } from '../../shared/conflicts/is-waiting.ts'
import type { Order } from '../../shared/orders/order.ts'
import { isDeskRefund } from '../../shared/orders/owed-in-cash.ts'
import { wordsForRejection } from '../app/words-for-rejection.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'

const knownFlags = [
  'price_changed',
  'tax_rate_changed',
  'product_archived',
  'restored',
  'standalone_refund',
  'approval_missing',
  'payment_type_unknown',
  'rounding_too_large',
] as const

/** What became of an order, and what to do next, in words. */
export function OrderStory({ order }: { order: Order }) {
  const { t } = useWords()
  const { conflict, rejection } = order
  const isOverRefund = conflict?.reason === 'over_refund'
  return (
    <div className="flex flex-col gap-2 text-[15px]">
      <p>{t(nextOf(order))}</p>
      {rejection ? <p className="text-bad">{wordsForRejection(rejection, t)}</p> : null}
      {conflict?.shortages.length ? (
        <ul
          className={classNames(
            'figures flex flex-col gap-1 rounded-xl px-4 py-2.5',
            // Once it is settled it is only how it came about.
            order.status === 'conflict' ? 'bg-warn-soft text-warn' : 'border border-line text-muted',
          )}
        >
          {conflict.shortages.map(({ lineId, productId, requested, available }) => (
            <li key={lineId}>
              {t(isOverRefund ? 'orders.overRefund' : 'orders.shortage', {
                title: titleOf(order, lineId, productId),
                requested,
                available,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {conflict?.settlement ? (
        <p className="text-muted">
          {t('orders.settled', {
            action: t(
              isOverRefund && conflict.settlement.action === 'recount'
                ? 'orders.action_accepted'
                : `orders.action_${conflict.settlement.action}`,
            ),
            reason: conflict.settlement.reason,
          })}
        </p>
      ) : null}
      {order.flags.length > 0 ? (
        <p className="text-sm text-muted">
          {order.flags
            .map((flag) => knownFlags.find((known) => known === flag))
            .map((flag, index) => (flag ? t(`orders.flag_${flag}`) : order.flags[index]))
            .join(', ')}
        </p>
      ) : null}
    </div>
  )
}

function nextOf(order: Order) {
  if (isWaiting(order)) return 'orders.next_backorder'
  if (order.kind === 'refund') {
    if (order.status === 'cancelled') return 'orders.next_cancelled_refund'
    if (order.status === 'accepted' && isDeskRefund(order)) return 'orders.next_desk_refund'
    if (order.status === 'accepted' && order.conflict) return 'orders.next_accepted_refund'
  }
  const isOver = order.status === 'conflict' && order.conflict?.reason === 'over_refund'
  return isOver ? 'orders.next_over_refund' : (`orders.next_${order.status}` as const)
}

function titleOf(order: Order, lineId: string, productId: string): string {
  return order.lines.find(({ id }) => id === lineId)?.title ?? productId
}
