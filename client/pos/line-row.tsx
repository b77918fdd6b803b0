import { Minus, Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { useInSight } from '../ui/use-in-sight.ts'

type Props = {
  title: string
  quantity: number
  selected: boolean
  /** Under the title. */
  about: ReactNode
  /** Beside it, at the right. */
  figure: ReactNode
  /** Below both, selected or not: what somebody should look at. */
  notes?: ReactNode
  /** What else can be done with a line of this kind. */
  more: { icon: ReactNode; label: string; onPress(): void }
  onSelect(): void
  onStep(by: number): void
  onQuantity(): void
  onRemove(): void
}

/** A product and how many of it, in a sale or on a list of stock work; the selected one shows what can be done with it. */
export function LineRow({ title, quantity, selected, about, figure, notes, more, ...on }: Props) {
  const { t, number } = useWords()
  const row = useRef<HTMLLIElement>(null)
  useInSight(row, selected, quantity)
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
        onClick={on.onSelect}
        className="flex min-h-12 w-full items-start gap-3 rounded-lg py-1 text-left"
      >
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 leading-snug font-medium">{title}</span>
          <span className="figures block text-sm text-muted">{about}</span>
        </span>
        {figure}
      </button>
      {notes}
      {selected ? (
        <div className="flex items-center gap-2 pt-2 pb-1">
          <Button className="px-3.5!" aria-label={t('cart.fewer', { title })} onClick={() => on.onStep(-1)}>
            <Minus aria-hidden className="size-5" />
          </Button>
          <Button
            className="figures min-w-14 text-lg!"
            aria-label={t('cart.quantityOf', { title, count: quantity })}
            onClick={on.onQuantity}
          >
            {number(quantity)}
          </Button>
          <Button className="px-3.5!" aria-label={t('cart.more', { title })} onClick={() => on.onStep(1)}>
            <Plus aria-hidden className="size-5" />
          </Button>
          <Button className="ml-auto px-3.5!" aria-label={more.label} onClick={more.onPress}>
            {more.icon}
          </Button>
          <Button className="px-3.5!" aria-label={t('cart.remove', { title })} onClick={on.onRemove}>
            <X aria-hidden className="size-5" />
          </Button>
        </div>
      ) : null}
    </li>
  )
}
