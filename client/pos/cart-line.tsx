import { Minus, Percent, Plus, TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import type { CartLine } from './cart.ts'
import { pricedLine } from './cart.ts'
import { Elsewhere, OversellNote } from './lanes/oversell-note.tsx'
import { nameOf } from './name-of.ts'
import { useOpenTill } from './use-till.ts'

type LineProps = {
  onQuantity(): void
  onDiscount(): void
  line: CartLine
  selected: boolean
  shortAt: number | null
}

/** One line of the sale; the selected one shows what can be done with it. */
export function Line({ line, selected, shortAt, onQuantity, onDiscount }: LineProps) {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const { currency } = branch.settings
  const { discount } = pricedLine(line)
  const gross = line.quantity * line.unitPrice
  const title = nameOf(line)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected, line.quantity])
  return (
    <li
      ref={row}
      aria-current={selected}
      className={classNames(
        'rounded-xl border-2 px-2.5 py-1.5',
        selected ? 'border-accent bg-accent-soft' : 'border-transparent',
      )}
    >
      <button
        type="button"
        onClick={() => till.select(line.id)}
        className="flex min-h-12 w-full items-start gap-3 rounded-lg py-1 text-left"
      >
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 leading-snug font-medium">{title}</span>
          <span className="figures text-sm text-muted">
            {line.quantity} × {money(line.unitPrice, currency)}
            {line.priceWas === null
              ? null
              : ` · ${t('cart.wasEach', { price: money(line.priceWas, currency) })}`}
          </span>
        </span>
        <span className="figures text-right">
          <span className="block font-semibold">{money(gross - discount, currency)}</span>
          {discount > 0 ? (
            <span className="block text-sm text-good">
              {t('cart.off', { amount: money(discount, currency) })}
            </span>
          ) : null}
        </span>
      </button>
      {shortAt === null && !line.soldShort ? null : (
        <p className="mb-1 flex items-center gap-1.5 text-sm font-medium text-warn">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {t('cart.counterShows', { count: Math.max(0, shortAt ?? line.soldShort?.onHand ?? 0) })}
          {line.soldShort ? ` · ${t('cart.soldOn')}` : null}
        </p>
      )}
      {line.soldShort || shortAt !== null ? null : <OversellNote productId={line.productId} />}
      {selected ? <Elsewhere productId={line.productId} /> : null}
      {selected ? (
        <div className="flex items-center gap-2 pb-1">
          <Button className="px-3.5!" aria-label={t('cart.fewer', { title })} onClick={() => till.step(-1)}>
            <Minus aria-hidden className="size-5" />
          </Button>
          <Button
            className="figures min-w-14 text-lg!"
            aria-label={t('cart.quantityOf', { title, count: line.quantity })}
            onClick={onQuantity}
          >
            {line.quantity}
          </Button>
          <Button className="px-3.5!" aria-label={t('cart.more', { title })} onClick={() => till.step(1)}>
            <Plus aria-hidden className="size-5" />
          </Button>
          <Button
            className="ml-auto px-3.5!"
            aria-label={t('cart.discountOn', { title })}
            onClick={onDiscount}
          >
            <Percent aria-hidden className="size-5" />
          </Button>
          <Button
            className="px-3.5!"
            aria-label={t('cart.remove', { title })}
            onClick={() => till.remove(line.id)}
          >
            <X aria-hidden className="size-5" />
          </Button>
        </div>
      ) : null}
    </li>
  )
}
