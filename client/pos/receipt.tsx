import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { changeGiven, isForeign, roundingOf, roundingType } from '../../shared/orders/payments.ts'
import { useCustomer } from '../customers/use-customer.ts'
import { nameOfType } from './pay-ways.tsx'
import { receiptCode } from './receipt-code.ts'

type Props = { order: Order; branch: Branch; cashier: string; copy?: boolean }

/** The receipt as it will be printed, on screen and, by the print style, on an 80 mm roll. */
export function Receipt(props: Props) {
  return (
    <>
      <div className="rounded-md bg-white p-5 text-black shadow-float">
        <Slip {...props} />
      </div>
      {createPortal(
        <div className="on-paper" data-paper={props.order.id} aria-hidden>
          <Slip {...props} />
        </div>,
        document.body,
      )}
    </>
  )
}

function Slip({ order, branch, cashier, copy = false }: Props) {
  const { t, money, number, fullMoment } = useWords()
  const { currency } = order
  const amount = (minor: number) => money(minor, currency)
  const change = changeGiven(order.payments)
  const rounding = roundingOf(order.payments)
  const customer = useCustomer(order.customerId)
  return (
    <article className="figures text-[13px] leading-snug text-black">
      <header className="mb-3 text-center">
        {copy ? <p className="mb-1 text-base font-bold tracking-[0.3em]">{t('receipt.copy')}</p> : null}
        <p className="text-base font-bold">{branch.name}</p>
        {branch.settings.address ? <p>{branch.settings.address}</p> : null}
      </header>
      <Row left={order.number} right={fullMoment(order.createdAt)} />
      <Row left={t('receipt.cashier')} right={cashier} />
      {customer ? <Row left={t('receipt.customer')} right={customer.name} /> : null}
      <Rule />
      {order.lines.map((line) => (
        <div key={line.id} className="py-0.5">
          <p className="font-medium">{line.title}</p>
          <Row
            left={`${line.quantity} × ${amount(line.unitPrice)}`}
            right={amount(line.quantity * line.unitPrice)}
          />
          {line.discount > 0 ? (
            <Row left={t('receipt.discount')} right={`−${amount(line.discount)}`} />
          ) : null}
        </div>
      ))}
      <Rule />
      {order.discount > 0 ? (
        <>
          <Row left={t('receipt.subtotal')} right={amount(order.subtotal)} />
          <Row left={t('receipt.saleDiscount')} right={`−${amount(order.discount)}`} />
        </>
      ) : null}
      <div className="text-lg font-bold">
        <Row left={t('receipt.total')} right={amount(order.total)} />
      </div>
      <Row left={t('receipt.tax')} right={amount(order.tax)} />
      <Rule />
      {order.payments
        .filter(({ type }) => type !== roundingType)
        .map((payment, index) => {
          const foreign = isForeign(payment, currency)
          const given = payment.tendered ?? payment.amount
          return (
            // Payments have no identity but their order.
            <Row
              key={index}
              left={`${nameOfType(payment.type, t)}${foreign ? ` 1 ${payment.currency} = ${number(payment.rate ?? 1, { maximumFractionDigits: 8 })} ${currency}` : ''}`}
              right={foreign ? money(given, payment.currency) : amount(given)}
            />
          )
        })}
      {rounding === 0 ? null : (
        <Row
          left={t('receipt.rounding')}
          right={`${rounding < 0 ? '−' : '+'}${amount(Math.abs(rounding))}`}
        />
      )}
      {change > 0 ? <Row left={t('receipt.change')} right={amount(change)} /> : null}
      <QrCode text={receiptCode(order)} label={t('receipt.qr')} />
      <p className="text-center">{branch.settings.receiptFooter || t('receipt.thanks')}</p>
    </article>
  )
}

function Row({ left, right }: { left: string; right: string }) {
  return (
    <p className="flex justify-between gap-3">
      <span>{left}</span>
      <span className="text-right">{right}</span>
    </p>
  )
}

function Rule() {
  return <hr className="my-2 border-t border-dashed border-black/60" />
}

/** Drawn as an image of its own, so that no markup is written into the page. */
function QrCode({ text, label }: { text: string; label: string }) {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void import('./draw-qr.ts').then(({ drawQr }) => (current ? setSource(drawQr(text)) : undefined))
    return () => {
      current = false
    }
  }, [text])
  return source ? (
    <img src={source} alt={label} className="mx-auto my-3 size-32" />
  ) : (
    <div className="my-3 h-32" />
  )
}
