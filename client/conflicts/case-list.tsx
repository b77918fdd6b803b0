import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { refundState } from '../../shared/conflicts/desk-case.ts'
import type { DeskCase, OrderCase } from '../../shared/conflicts/desk-case.ts'
import type { RefundState } from '../../shared/conflicts/suggest.ts'
import type { Sentence } from '../i18n/translate.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'
import type { Tone } from '../ui/pill.tsx'
import { mainLine, nameOfCase, othersLacking, shelfOf } from './case-facts.ts'

const rowHeight = 76

type Props = {
  cases: readonly DeskCase[]
  branches: readonly Branch[]
  chosenId: string | null
  onChoose(id: string): void
}

/** Cases by shelf; one tab stop, arrows move, and only the rows in sight exist. */
export function CaseList({ cases, branches, chosenId, onChoose }: Props) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  // The compiler is not used here, and the virtualiser's functions are called while drawing only.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: cases.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => cases[index]?.id ?? index,
    overscan: 8,
  })
  const names = useMemo(() => new Map(branches.map(({ id, name }) => [id, name])), [branches])
  const at = cases.findIndex(({ id }) => id === chosenId)
  const { scrollToIndex } = rows
  useEffect(() => {
    if (at >= 0) scrollToIndex(at)
  }, [at, scrollToIndex])

  function move(event: KeyboardEvent) {
    const last = cases.length - 1
    const to = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
      Home: 0,
      End: last,
    }[event.key]
    const target = to === undefined ? undefined : cases[to]
    if (!target) return
    event.preventDefault()
    onChoose(target.id)
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={t('cases.list')}
      aria-activedescendant={at >= 0 ? `case-${chosenId ?? ''}` : undefined}
      tabIndex={0}
      onKeyDown={move}
      data-testid="case-list"
      className="min-h-0 w-full overflow-y-auto rounded-2xl border border-line bg-surface -outline-offset-3!"
    >
      <div role="presentation" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const one = cases[item.index]
          const before = cases[item.index - 1]
          return one ? (
            <Row
              key={item.key}
              one={one}
              isFirst={!before || shelfOf(before) !== shelfOf(one)}
              isChosen={one.id === chosenId}
              place={{ at: item.index + 1, of: cases.length, top: item.start }}
              branch={names.get(one.branchId) ?? ''}
              onChoose={onChoose}
            />
          ) : null
        })}
      </div>
    </div>
  )
}

type RowProps = {
  one: DeskCase
  /** The first of its shelf: those behind it are about the same product at the same branch. */
  isFirst: boolean
  isChosen: boolean
  place: { at: number; of: number; top: number }
  branch: string
  onChoose(id: string): void
}

function Row({ one, isFirst, isChosen, place, branch, onChoose }: RowProps) {
  const { t, moment } = useWords()
  const line = mainLine(one)
  // A refund brings pieces and lacks none.
  const refund = one.kind === 'order' && one.document.kind === 'refund' ? one : null
  const missing = refund ? 0 : Math.max(0, (line?.requested ?? 0) - (line?.now ?? 0))
  const others = othersLacking(one)
  return (
    <div
      id={`case-${one.id}`}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place.at}
      aria-setsize={place.of}
      onClick={() => onChoose(one.id)}
      style={{ transform: `translateY(${place.top}px)`, height: rowHeight }}
      className={classNames(
        'absolute inset-x-0 flex cursor-pointer flex-col justify-center gap-0.5 px-4',
        isFirst ? 'border-t border-line-strong' : 'border-t border-dashed border-line',
        isChosen ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <p className="flex items-center gap-2">
        <span className={classNames('truncate', isFirst ? 'font-medium' : 'text-muted')}>
          {line?.title ?? ''}
        </span>
        {others > 0 ? (
          <span className="figures text-sm whitespace-nowrap text-muted">
            {t('cases.missingOthers', { count: others })}
          </span>
        ) : null}
        {missing > 0 ? (
          <Pill tone="warn" className="ml-auto">
            {t('cases.missing', { count: missing })}
          </Pill>
        ) : null}
        {refund ? <RefundPill one={refund} /> : null}
      </p>
      <p className="figures flex gap-2 text-sm text-muted">
        <span className="truncate">
          {[
            branch,
            one.kind === 'movement' ? t('cases.movement') : nameOfCase(one),
            moment(one.detectedAt),
          ].join(' · ')}
        </span>
        {one.assignedTo ? (
          <span className="ml-auto truncate text-accent-text">
            {t('cases.assigned', { name: one.assignedTo.name })}
          </span>
        ) : null}
      </p>
    </div>
  )
}

const tonesOfRefund = {
  beyond: 'warn',
  'sale-cancelled': 'warn',
  'sale-open': 'plain',
  'sale-unknown': 'plain',
  fits: 'good',
} as const satisfies Record<RefundState, Tone>

const wordsOfRefund = {
  beyond: 'cases.refundBeyond',
  'sale-cancelled': 'cases.refundOfCancelled',
  'sale-open': 'cases.refundWaits',
  'sale-unknown': 'cases.refundWaits',
  fits: 'cases.refundFits',
} as const satisfies Record<RefundState, Sentence>

/** How much went out with a refund, and whether it is beyond its sale or only waits for it. */
function RefundPill({ one: { document, sale } }: { one: OrderCase }) {
  const { t, money } = useWords()
  const state = refundState(sale)
  return (
    <Pill tone={tonesOfRefund[state]} className="ml-auto">
      {t(wordsOfRefund[state], { amount: money(document.total, document.currency) })}
    </Pill>
  )
}
