import type { FormEvent } from 'react'
import { useState } from 'react'
import type { BasisPoints, Minor } from '../../shared/basics/scalars.ts'
import { isTooMuch, mostMoney, readMoney } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Discount } from './discount.ts'
import { discountOn, noDiscount } from './discount.ts'

/** What makes something cheaper, or for a line also dearer: a discount, or another price. */
export type Reduction = Discount | { kind: 'price'; price: Minor }

type Props = {
  label: string
  currency: string
  /** What a discount is taken from, minor units. */
  whole: Minor
  discount: Discount
  /** Of a line alone: its price, and what the catalogue asks. */
  price?: { now: Minor; usual: Minor }
  start: Reduction['kind']
  /** The share that is given without a manager's word: of a discount, and of another price. */
  limits: { discount: BasisPoints; price: BasisPoints }
  onGive(reduction: Reduction): void
}

/** A hundred percent in basis points. */
const WHOLE = 10_000

/** Percent, amount or price: what is typed is shown as what it makes, and what cannot be is refused in words. */
export function ReductionForm({ label, currency, whole, discount, price, start, limits, onGive }: Props) {
  const { t, money, typedMoney, number } = useWords()
  const [kind, setKind] = useState(start)
  const [typed, setTyped] = useState(() => {
    if (start === 'price') return typedMoney(price?.now ?? whole, currency)
    if (discount.kind === 'percent') return number(discount.rate / 100, { useGrouping: false })
    return discount.amount > 0 ? typedMoney(discount.amount, currency) : ''
  })
  const reduction = read(kind, typed, currency, whole)
  const faults = {
    percent: t('cart.percentFault'),
    amount: t('cart.amountFault', { most: money(whole, currency) }),
    price: isTooMuch(typed, currency)
      ? t('cart.priceTooLarge', { most: money(mostMoney(currency), currency) })
      : t('cart.priceFault'),
  }
  const words = { percent: t('cart.percent'), amount: t('cart.amount'), price: t('cart.price') }
  const kinds = price ? (['percent', 'amount', 'price'] as const) : (['percent', 'amount'] as const)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (reduction) onGive(reduction)
  }

  function hint() {
    if (!reduction) return undefined
    const [before, after] =
      reduction.kind === 'price'
        ? [price?.usual ?? whole, reduction.price]
        : [whole, whole - discountOn(whole, reduction)]
    return t('cart.before', { before: money(before, currency), after: money(after, currency) })
  }

  const limit = kind === 'price' ? limits.price : limits.discount

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pt-2" data-testid="reduction">
      <Choice
        label={label}
        value={kind}
        options={kinds.map((value) => ({ value, label: words[value] }))}
        onChange={(next) => {
          setKind(next)
          setTyped(next === 'price' && price ? typedMoney(price.now, currency) : '')
        }}
      />
      <TextField
        big
        data-first
        label={words[kind]}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        fault={typed !== '' && !reduction ? faults[kind] : null}
        hint={hint()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
      {kind === 'percent' ? (
        <div className="grid grid-cols-4 gap-2">
          {[5, 10, 20, 50].map((percent) => (
            <Button key={percent} className="figures px-2!" onClick={() => onGive(percentOff(percent))}>
              {percent} %
            </Button>
          ))}
        </div>
      ) : null}
      {limit < WHOLE ? (
        <p className="text-sm text-muted">{t('cart.limit', { percent: number(limit / 100) })}</p>
      ) : null}
      <div className="flex gap-2">
        {kind === 'price' && price ? (
          <Button className="flex-1 px-2!" onClick={() => onGive({ kind: 'price', price: price.usual })}>
            {t('cart.usualPrice')}
          </Button>
        ) : (
          <Button className="flex-1 px-2!" onClick={() => onGive(noDiscount)}>
            {t('cart.noDiscount')}
          </Button>
        )}
        <Button type="submit" look="primary" className="flex-1 px-2!" disabled={!reduction}>
          {kind === 'price' ? t('cart.setPrice') : t('cart.give')}
        </Button>
      </div>
    </form>
  )
}

function read(kind: Reduction['kind'], typed: string, currency: string, most: Minor): Reduction | null {
  if (kind === 'percent') return readPercent(typed)
  const amount = readMoney(typed, currency)
  if (amount === null) return null
  if (kind === 'price') return { kind, price: amount }
  return amount <= most ? { kind, amount } : null
}

function readPercent(typed: string): Discount | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(typed)) return null
  const percent = Number(typed.replace(',', '.'))
  return percent <= 100 ? percentOff(percent) : null
}

function percentOff(percent: number): Discount {
  return { kind: 'percent', rate: Math.round(percent * 100) as BasisPoints }
}
