import { Percent, TriangleAlert } from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import type { CartLine } from './cart.ts'
import { pricedLine } from './cart.ts'
import { Elsewhere, OversellNote } from './lanes/oversell-note.tsx'
import { LineRow } from './line-row.tsx'
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
  const { t, money, number } = useWords()
  const { till, branch } = useOpenTill()
  const { currency } = branch.settings
  const { discount } = pricedLine(line)
  const gross = line.quantity * line.unitPrice
  const title = nameOf(line)
  return (
    <LineRow
      title={title}
      quantity={line.quantity}
      selected={selected}
      about={
        <>
          {number(line.quantity)} × {money(line.unitPrice, currency)}
          {line.priceWas === null
            ? null
            : ` · ${t('cart.wasEach', { price: money(line.priceWas, currency) })}`}
        </>
      }
      figure={
        <span className="figures text-right">
          <span className="block font-semibold">{money(gross - discount, currency)}</span>
          {discount > 0 ? (
            <span className="block text-sm text-good">
              {t('cart.off', { amount: money(discount, currency) })}
            </span>
          ) : null}
        </span>
      }
      notes={
        <>
          {shortAt === null && !line.soldShort ? null : (
            <p className="mb-1 flex items-center gap-1.5 text-sm font-medium text-warn">
              <TriangleAlert aria-hidden className="size-4 shrink-0" />
              {t('cart.counterShows', { count: Math.max(0, shortAt ?? line.soldShort?.onHand ?? 0) })}
              {line.soldShort ? ` · ${t('cart.soldOn')}` : null}
            </p>
          )}
          {line.soldShort || shortAt !== null ? null : <OversellNote productId={line.productId} />}
          {selected ? <Elsewhere productId={line.productId} /> : null}
        </>
      }
      more={{
        icon: <Percent aria-hidden className="size-5" />,
        label: t('cart.discountOn', { title }),
        onPress: onDiscount,
      }}
      onSelect={() => till.select(line.id)}
      onStep={till.step}
      onQuantity={onQuantity}
      onRemove={() => till.remove(line.id)}
    />
  )
}
