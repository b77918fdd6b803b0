import type { Payment } from '../../../shared/orders/order.ts'
import { useWords } from '../../i18n/use-words.ts'
import { nameOfType } from '../pay-ways.tsx'
import { waysBack } from './ways-back.ts'

type Props = { payments: readonly Payment[]; total: number; currency: string }

/** How much goes back, and by which way. */
export function MoneyBack({ payments, total, currency }: Props) {
  const { t, money } = useWords()
  return (
    <div className="figures flex items-end justify-between gap-4">
      <div className="text-[15px] text-muted">
        <p className="font-medium">{t('refund.moneyBack')}</p>
        {waysBack(payments, currency).map(({ type, amount }) => (
          <p key={type}>
            {nameOfType(type, t)} {money(amount, currency)}
          </p>
        ))}
      </div>
      <p className="text-[32px] leading-none font-semibold tracking-tight" data-testid="refund-total">
        {money(total, currency)}
      </p>
    </div>
  )
}
