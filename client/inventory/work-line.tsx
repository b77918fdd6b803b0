import { History, Minus, Plus, RotateCcw, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { nameOf } from '../pos/name-of.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { useOpenStockWork } from './use-stock-work.ts'
import type { Mode, WorkLine } from './work-list.ts'
import { deltaOf } from './work-list.ts'

type Props = { mode: Mode; line: WorkLine; selected: boolean; onQuantity(): void; onLedger(): void }

/** One product of the list with what happens to its shelf; the selected one shows what can be done with it. */
export function Line({ mode, line, selected, onQuantity, onLedger }: Props) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
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
        onClick={() => work.select(line.id)}
        className="flex min-h-12 w-full items-start gap-3 rounded-lg py-1 text-left"
      >
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 leading-snug font-medium">{title}</span>
          <Shelf mode={mode} line={line} />
        </span>
        <Change delta={deltaOf(mode, line)} />
      </button>
      <Warning mode={mode} line={line} />
      {selected ? (
        <div className="flex items-center gap-2 pb-1">
          <Button className="px-3.5!" aria-label={t('cart.fewer', { title })} onClick={() => work.step(-1)}>
            <Minus aria-hidden className="size-5" />
          </Button>
          <Button
            className="figures min-w-14 text-lg!"
            aria-label={t('cart.quantityOf', { title, count: line.quantity })}
            onClick={onQuantity}
          >
            {line.quantity}
          </Button>
          <Button className="px-3.5!" aria-label={t('cart.more', { title })} onClick={() => work.step(1)}>
            <Plus aria-hidden className="size-5" />
          </Button>
          <Button
            className="ml-auto px-3.5!"
            aria-label={t('stock.movementsOf', { title })}
            onClick={onLedger}
          >
            <History aria-hidden className="size-5" />
          </Button>
          <Button
            className="px-3.5!"
            aria-label={t('cart.remove', { title })}
            onClick={() => work.remove(line.id)}
          >
            <X aria-hidden className="size-5" />
          </Button>
        </div>
      ) : null}
    </li>
  )
}

/** By how much the shelf changes, with its sign; nothing where it does not. */
export function Change({ delta }: { delta: number }) {
  const { number } = useWords()
  return (
    <span
      className={classNames(
        'figures text-lg font-semibold whitespace-nowrap',
        delta > 0 ? 'text-good' : delta < 0 ? 'text-bad' : 'text-muted',
      )}
    >
      {number(delta, { signDisplay: 'exceptZero' })}
    </span>
  )
}

function Shelf({ mode, line }: { mode: Mode; line: WorkLine }) {
  const { t } = useWords()
  const known = useShop().stock.onHand(line.productId)
  const before = known?.onHand
  return (
    <span className="figures block text-sm text-muted">
      {mode === 'recount'
        ? t('stock.counted', { expected: line.expected ?? 0, counted: line.quantity })
        : before === undefined
          ? `${line.sku} · ${t('stock.shelfUnknown')}`
          : t('stock.shelf', { before: Math.max(0, before), after: before + deltaOf(mode, line) })}
    </span>
  )
}

/** What the person with the goods should look at; it stands in nobody's way. */
function Warning({ mode, line }: { mode: Mode; line: WorkLine }) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const known = useShop().stock.onHand(line.productId)
  if (!known) return null
  const now = Math.max(0, known.onHand)
  if (mode === 'recount') {
    if (now === line.expected) return null
    return (
      <Attention words={t('stock.moved', { count: now })}>
        <Button className="mt-1" onClick={() => work.beginAgain(line.id)}>
          <RotateCcw aria-hidden className="size-4" />
          {t('stock.beginAgain')}
        </Button>
      </Attention>
    )
  }
  return now + deltaOf(mode, line) < 0 ? <Attention words={t('stock.tooFew', { count: now })} /> : null
}

function Attention({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className="mb-1.5 text-sm font-medium text-warn">
      <p className="flex items-start gap-1.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {words}
      </p>
      {children}
    </div>
  )
}
