import { Link } from '@tanstack/react-router'
import type { OrderCase } from '../../shared/conflicts/desk-case.ts'
import { useWords } from '../i18n/use-words.ts'
import { paidInWords } from './case-facts.ts'

/** What a refund is about: the sale that it gives back for, the money that went out, and why. */
export function RefundFacts({ one: { document, sale } }: { one: OrderCase }) {
  const words = useWords()
  const { t } = words
  const { total, currency, reason } = document
  return (
    <dl
      data-testid="refund-facts"
      className="figures grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1"
    >
      <dt className="text-muted">{t('cases.refundedSale')}</dt>
      <dd>{sale ? <SaleLink sale={sale} /> : t('cases.saleUnknown')}</dd>
      <dt className="text-muted">{t('cases.moneyGiven')}</dt>
      <dd className="font-medium">{paidInWords(document, words) || words.money(total, currency)}</dd>
      {reason ? (
        <>
          <dt className="text-muted">{t('conflict.reason')}</dt>
          <dd className="break-words">{reason}</dd>
        </>
      ) : null}
    </dl>
  )
}

/** A sale that is a case itself is decided on at this desk. */
function SaleLink({ sale: { id, number, status } }: { sale: NonNullable<OrderCase['sale']> }) {
  const look = 'font-medium text-accent-text underline max-sm:inline-flex max-sm:min-h-12 max-sm:items-center'
  return status === 'conflict' ? (
    <Link to="/conflicts" search={{ case: id }} className={look}>
      {number}
    </Link>
  ) : (
    <Link to="/archive" search={{ search: number }} className={look}>
      {number}
    </Link>
  )
}
