import type { FormEvent } from 'react'
import { useState } from 'react'
import type { BasisPoints } from '../../shared/basics/scalars.ts'
import { chargeFor } from '../../shared/orders/sums.ts'
import { readMoney } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { CartLine } from './cart.ts'
import type { LineDiscount } from './line-discount.ts'
import { discountOn, noDiscount } from './line-discount.ts'
import { nameOf } from './name-of.ts'
import { useOpenTill } from './use-till.ts'

/** Takes something off one line, as a share or as money. */
export function DiscountDialog({ line, onClose }: { line: CartLine; onClose(): void }) {
  const { t, money, typedMoney, number } = useWords()
  const { till, branch } = useOpenTill()
  const { currency } = branch.settings
  const gross = chargeFor(line.quantity, line.unitPrice)
  const [kind, setKind] = useState<LineDiscount['kind']>(
    line.discount.kind === 'amount' && line.discount.amount > 0 ? 'amount' : 'percent',
  )
  const [typed, setTyped] = useState(() =>
    line.discount.kind === 'percent'
      ? number(line.discount.rate / 100, { useGrouping: false })
      : line.discount.amount > 0
        ? typedMoney(line.discount.amount, currency)
        : '',
  )
  const discount = kind === 'percent' ? readPercent(typed) : readAmount(typed, currency, gross)

  function give(next: LineDiscount) {
    onClose()
    void till.setDiscount(line.id, next)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (discount) give(discount)
  }

  const fault =
    kind === 'percent' ? t('cart.percentFault') : t('cart.amountFault', { most: money(gross, currency) })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cart.discount')}
      description={nameOf(line)}
      closeLabel={t('common.close')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pt-2">
        <Choice
          label={t('cart.discount')}
          value={kind}
          options={[
            { value: 'percent', label: t('cart.percent') },
            { value: 'amount', label: t('cart.amount') },
          ]}
          onChange={(next) => {
            setKind(next)
            setTyped('')
          }}
        />
        <TextField
          big
          data-first
          label={kind === 'percent' ? t('cart.percent') : t('cart.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          fault={typed !== '' && !discount ? fault : null}
          hint={
            discount
              ? t('cart.before', {
                  before: money(gross, currency),
                  after: money(gross - discountOn(gross, discount), currency),
                })
              : undefined
          }
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        {kind === 'percent' ? (
          <div className="grid grid-cols-4 gap-2">
            {[5, 10, 20, 50].map((percent) => (
              <Button key={percent} className="figures" onClick={() => give(percentOff(percent))}>
                {percent} %
              </Button>
            ))}
          </div>
        ) : null}
        <div className="flex gap-2">
          <Button className="flex-1" onClick={() => give(noDiscount)}>
            {t('cart.noDiscount')}
          </Button>
          <Button type="submit" look="primary" className="flex-1" disabled={!discount}>
            {t('cart.give')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function percentOff(percent: number): LineDiscount {
  return { kind: 'percent', rate: Math.round(percent * 100) as BasisPoints }
}

function readPercent(typed: string): LineDiscount | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(typed)) return null
  const percent = Number(typed.replace(',', '.'))
  return percent <= 100 ? percentOff(percent) : null
}

function readAmount(typed: string, currency: string, most: number): LineDiscount | null {
  const amount = readMoney(typed, currency)
  return amount !== null && amount <= most ? { kind: 'amount', amount } : null
}
