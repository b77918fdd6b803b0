import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOfType } from '../pos/pay-panel.tsx'

/** What was sold and how it was paid. */
export function OrderLines({ order }: { order: Order }) {
  const { t, money } = useWords()
  return (
    <div className="figures flex flex-col gap-1 text-[15px]">
      {order.lines.map((line) => (
        <p key={line.id} className="flex justify-between gap-4">
          <span className="min-w-0">
            {line.quantity} × {line.title}
          </span>
          <span>{money(line.total, order.currency)}</span>
        </p>
      ))}
      <p className="mt-1 flex justify-between gap-4 border-t border-line pt-1.5 font-semibold">
        {t('receipt.total')}
        <span>{money(order.total, order.currency)}</span>
      </p>
      <p className="text-sm text-muted">
        {order.payments
          .map(({ type, amount }) => `${nameOfType(type, t)} ${money(amount, order.currency)}`)
          .join(' · ')}
      </p>
    </div>
  )
}
