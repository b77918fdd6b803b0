import { Check, Printer } from 'lucide-react'
import { Suspense } from 'react'
import type { Order } from '../../../shared/orders/order.ts'
import { later } from '../../app/later.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { nameOfType } from '../pay-ways.tsx'
import { useAutoPrint } from '../printer/use-print.ts'
import { useAsked } from '../receipt/use-asked.ts'
import { waysBack } from './ways-back.ts'
import { useOpenTill } from '../use-till.ts'

const Receipt = later(() => import('../receipt.tsx').then((module) => ({ default: module.Receipt })))

/** After the refund is on disk: what to hand over and by which way, and its receipt. */
export function RefundDone({
  order,
  onAnother,
  onClose,
}: {
  order: Order
  onAnother(): void
  onClose(): void
}) {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const { asked, ask } = useAsked(order.id, 'sale')
  useAutoPrint(order, branch)
  return (
    <>
      <p role="status" className="flex items-center gap-3 text-good">
        <span className="grid size-12 place-items-center rounded-full bg-good-soft">
          <Check aria-hidden className="size-7" strokeWidth={2.6} />
        </span>
        <span className="leading-tight">
          <span className="block text-xl font-semibold">
            {order.reason === 'void' ? t('sold.voidDone') : t('refund.done')}
          </span>
          <span className="figures block text-sm" data-testid="refund-number">
            {order.number} · {t('refund.saved')}
          </span>
        </span>
      </p>
      {order.payments.length === 0 ? <p className="text-lg font-medium">{t('refund.noMoney')}</p> : null}
      {waysBack(order.payments, order.currency).map(({ type, amount }) => (
        <div key={type}>
          <p className="text-muted">
            {type === 'cash' ? t('refund.payCash') : `${t('refund.payBack')} · ${nameOfType(type, t)}`}
          </p>
          <p className="figures text-[40px] leading-tight font-semibold tracking-tight">
            {money(amount, order.currency)}
          </p>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button data-first look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
        <Button onClick={ask}>
          <Printer aria-hidden className="size-5" />
          {t('refund.print')}
        </Button>
        <Button look="quiet" onClick={onAnother}>
          {t('refund.another')}
        </Button>
      </div>
      <Suspense>
        <Receipt order={order} branch={branch} asked={asked} />
      </Suspense>
    </>
  )
}
