import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Product } from '../../shared/catalog/product.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'
import { useInSight } from '../ui/use-in-sight.ts'
import { nameOf } from './name-of.ts'

type Props = {
  /** Its id is `${list}-hits`. */
  list: string
  text: string
  /** How many Enter adds; null where so many cannot be. */
  quantity: number | null
  hits: readonly Product[]
  marked: number
  onAdd(product: Product): void
  /** What stands beside the name. */
  beside(product: Product, isMarked: boolean): ReactNode
}

/**
 * What most screens have room for. A letter does not wait for those below: so many more are drawn when somebody comes
 * near.
 */
const someRows = 10

/** What a search found; the marked one is what Enter adds. */
export function HitList({ list, text, quantity, hits, marked, onAdd, beside }: Props) {
  const { t } = useWords()
  const current = useRef<HTMLButtonElement>(null)
  useInSight(current, true, marked)
  // A higher screen keeps what it found room for, letter after letter.
  const [room, setRoom] = useState(someRows)
  const end = useRef<HTMLLIElement>(null)
  const drawn = hits.slice(0, marked < room ? room : undefined)
  const isWhole = drawn.length === hits.length
  useEffect(() => {
    if (isWhole || !end.current) return
    const watching = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setRoom(room + someRows)
    })
    watching.observe(end.current)
    return () => watching.disconnect()
  }, [room, isWhole])
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
      id={`${list}-hits`}
      role="listbox"
      aria-label={t('till.results', { count: hits.length })}
      className="flex flex-col gap-2"
    >
      {drawn.map((product, index) => (
        // By place: the next letter's hits write over what stands there, which is cheaper than new rows.
        <li key={index} role="presentation">
          <button
            ref={index === marked ? current : null}
            id={`${list}-hit-${index}`}
            role="option"
            type="button"
            aria-selected={index === marked}
            aria-setsize={hits.length}
            aria-posinset={index + 1}
            onClick={() => onAdd(product)}
            className={classNames(
              'flex min-h-16 w-full items-center gap-x-4 gap-y-1 rounded-xl border px-4 py-2 text-left max-sm:flex-wrap',
              index === marked
                ? 'border-accent bg-accent-soft'
                : 'border-line bg-surface hover:border-line-strong',
            )}
          >
            <span className="min-w-0 flex-1 max-sm:basis-44">
              <span className="line-clamp-2 leading-snug font-medium">
                {quantity !== null && quantity > 1 ? `${t('till.quantityOf', { count: quantity })} ` : ''}
                {nameOf(product)}
              </span>
              <span className="figures flex flex-wrap items-center gap-x-3 text-sm text-muted">
                {product.sku}
                {product.barcode ? <span className="hidden sm:inline">{product.barcode}</span> : null}
                {product.status === 'archived' ? <Pill>{t('till.archived')}</Pill> : null}
              </span>
            </span>
            {beside(product, index === marked)}
          </button>
        </li>
      ))}
      {isWhole ? null : <li ref={end} role="presentation" className="h-px" />}
    </ul>
  )
}
