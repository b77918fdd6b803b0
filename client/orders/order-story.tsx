import { isWaiting } from '../../shared/conflicts/is-waiting.ts'
import type { Order } from '../../shared/orders/order.ts'
import { wordsForRejection } from '../app/words-for-error.ts'
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
      <p>
        {isWaiting(order)
          ? t('orders.next_backorder')
          : order.status === 'conflict' && isOverRefund
            ? t('orders.next_over_refund')
            : t(`orders.next_${order.status}`)}
      </p>
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
            action: t(`orders.action_${conflict.settlement.action}`),
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

function titleOf(order: Order, lineId: string, productId: string): string {
  return order.lines.find(({ id }) => id === lineId)?.title ?? productId
}
