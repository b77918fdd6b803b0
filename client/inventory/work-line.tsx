import { History, RotateCcw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { LineRow } from '../pos/line-row.tsx'
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
  return (
    <LineRow
      title={title}
      quantity={line.quantity}
      selected={selected}
      about={<Shelf mode={mode} line={line} />}
      figure={<Change delta={deltaOf(mode, line)} />}
      notes={<Warning mode={mode} line={line} />}
      more={{
        icon: <History aria-hidden className="size-5" />,
        label: t('stock.movementsOf', { title }),
        onPress: onLedger,
      }}
      onSelect={() => work.select(line.id)}
      onStep={work.step}
      onQuantity={onQuantity}
      onRemove={() => work.remove(line.id)}
    />
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
  if (mode === 'recount') return t('stock.counted', { expected: line.expected ?? 0, counted: line.quantity })
  return before === undefined
    ? `${line.sku} · ${t('stock.shelfUnknown')}`
    : t('stock.shelf', { before: Math.max(0, before), after: before + deltaOf(mode, line) })
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
