import { Minus, Plus } from 'lucide-react'
import type { LineLeft } from '../../../shared/orders/refund-of-sale.ts'
import { amountBack } from '../../../shared/orders/refund-of-sale.ts'
import { useWords } from '../../i18n/use-words.ts'
import { IconButton } from '../../ui/button.tsx'

type Props = {
  one: LineLeft
  currency: string
  chosen: { quantity: number; restock: boolean } | undefined
  onStep(by: number): void
  onRestock(restock: boolean): void
}

/** A line of the sale: how many of it come back, and whether they go on the shelf. */
export function ReturnLine({ one, currency, chosen, onStep, onRestock }: Props) {
  const { t, money, number } = useWords()
  const { line, left } = one
  const quantity = chosen?.quantity ?? 0
  const { title } = line
  return (
    <li className="rounded-xl border border-line p-3">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1 leading-tight">
          <p className="font-medium">{title}</p>
          <p className="figures mt-0.5 text-sm text-muted">
            {left === 0
              ? t('refund.noneLeft', { sold: number(line.quantity) })
              : t('refund.left', { left: number(left), sold: number(line.quantity) })}
            {left > 0 ? ` · ${money(amountBack(one, Math.max(1, quantity)), currency)}` : null}
          </p>
        </div>
        {left > 0 ? (
          <div role="group" aria-label={t('refund.pieces', { title })} className="flex items-center gap-2">
            <IconButton
              look="secondary"
              label={t('refund.fewer', { title })}
              disabled={quantity === 0}
              onClick={() => onStep(-1)}
            >
              <Minus aria-hidden className="size-5" />
            </IconButton>
            <output className="figures w-8 text-center text-lg font-semibold">{number(quantity)}</output>
            <IconButton
              look="secondary"
              label={t('refund.more', { title })}
              disabled={quantity >= left}
              onClick={() => onStep(1)}
            >
              <Plus aria-hidden className="size-5" />
            </IconButton>
          </div>
        ) : null}
      </div>
      {chosen ? (
        <label className="mt-2 flex min-h-12 cursor-pointer items-center gap-3 text-[15px]">
          <input
            type="checkbox"
            checked={chosen.restock}
            onChange={(event) => onRestock(event.currentTarget.checked)}
            className="size-6 accent-(--accent)"
          />
          {t('refund.restock')}
        </label>
      ) : null}
    </li>
  )
}
