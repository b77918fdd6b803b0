import { useEffect, useRef } from 'react'
import type { Product } from '../../shared/catalog/product.ts'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOf } from '../pos/name-of.ts'
import { classNames } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'

type Props = {
  text: string
  /** Null where so many cannot be. */
  quantity: number | null
  hits: readonly Product[]
  marked: number
  onAdd(product: Product): void
}

/** What the search found, with what is on the shelf; the marked one is what Enter adds. */
export function StockHits({ text, quantity, hits, marked, onAdd }: Props) {
  const { t } = useWords()
  const { stock } = useShop()
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  if (hits.length === 0) {
    return (
      <div role="status" className="py-16 text-center">
        <p className="text-lg font-medium">{t('till.noHit', { text })}</p>
        <p className="text-muted">{t('till.noHitHint')}</p>
      </div>
    )
  }
  return (
    <ul
      id="stock-hits"
      role="listbox"
      aria-label={t('till.results', { count: hits.length })}
      className="flex flex-col gap-2"
    >
      {hits.map((product, index) => {
        const known = stock.onHand(product.id)
        return (
          <li key={product.id} role="presentation">
            <button
              ref={index === marked ? current : null}
              id={`stock-hit-${index}`}
              role="option"
              type="button"
              aria-selected={index === marked}
              onClick={() => onAdd(product)}
              className={classNames(
                'flex min-h-16 w-full items-center gap-4 rounded-xl border px-4 py-2 text-left',
                index === marked
                  ? 'border-accent bg-accent-soft'
                  : 'border-line bg-surface hover:border-line-strong',
              )}
            >
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2 leading-snug font-medium">
                  {quantity !== null && quantity > 1 ? `${t('till.quantityOf', { count: quantity })} ` : ''}
                  {nameOf(product)}
                </span>
                <span className="figures flex flex-wrap gap-x-3 text-sm text-muted">
                  {product.sku}
                  <span className="hidden sm:inline">{product.barcode}</span>
                </span>
              </span>
              <Pill>
                {known ? t('till.left', { count: Math.max(0, known.onHand) }) : t('stock.shelfUnknown')}
              </Pill>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
