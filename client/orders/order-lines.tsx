import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { roundingOf, roundingType } from '../../shared/orders/payments.ts'
import { nameOfType } from '../pos/pay-ways.tsx'

/** What was sold and how it was paid. */
export function OrderLines({ order }: { order: Order }) {
  const { t, money, number } = useWords()
  const rounding = roundingOf(order.payments)
  const isRefund = order.kind === 'refund'
  return (
    <div className="figures flex flex-col gap-1 text-[15px]">
      {isRefund ? (
        <p className="font-semibold">
          {order.reason === 'void' ? t('sold.voidDone') : t('refund.refundThis')}
          {order.reason && order.reason !== 'void' ? ` · ${order.reason}` : null}
        </p>
      ) : null}
      {order.lines.map((line) => (
        <p key={line.id} className="flex justify-between gap-4">
          <span className="min-w-0">
            {number(line.quantity)} × {line.title}
          </span>
          <span>{money(line.total, order.currency)}</span>
        </p>
      ))}
      {order.discount > 0 ? (
        <p className="flex justify-between gap-4">
          {t('receipt.saleDiscount')}
          <span>−{money(order.discount, order.currency)}</span>
        </p>
      ) : null}
      <p className="mt-1 flex justify-between gap-4 border-t border-line pt-1.5 font-semibold">
        {t('receipt.total')}
        <span>{money(isRefund ? -order.total : order.total, order.currency)}</span>
      </p>
      <p className="text-sm text-muted">
        {order.payments
          .filter(({ type }) => type !== roundingType)
          .map(({ type, amount }) => `${nameOfType(type, t)} ${money(amount, order.currency)}`)
          .concat(
            rounding === 0
              ? []
              : `${t('receipt.rounding')} ${rounding < 0 ? '−' : '+'}${money(Math.abs(rounding), order.currency)}`,
          )
          .join(' · ')}
      </p>
    </div>
  )
}
