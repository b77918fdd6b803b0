import { ArrowLeft, ClipboardList } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { goodsLeft } from '../../shared/conflicts/desk-case.ts'
import type { CasePeople, DeskCase } from '../../shared/conflicts/desk-case.ts'
import { readableNote } from '../../shared/inventory/approved-note.ts'
import { later } from '../app/later.tsx'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { sellerName } from '../orders/seller-name.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { CaseHistory } from './case-history.tsx'
import { countCloses, mainLine, nameOfCase, paidInWords, waitingReturns } from './case-facts.ts'
import { CaseLines } from './case-lines.tsx'
import { DecideForm } from './decide-form.tsx'
import { RefundFacts } from './refund-facts.tsx'
import { RefundLines } from './refund-lines.tsx'
import { KeyHint } from '../ui/key-hint.tsx'

const ShelfCount = later(() => import('./shelf-count.tsx').then((module) => ({ default: module.ShelfCount })))

type Props = {
  one: DeskCase
  /** The cases of the same shelf that one count closes. */
  ofShelf: readonly DeskCase[]
  /** All open cases, also those that are not shown. */
  all: readonly DeskCase[]
  branches: readonly Branch[]
  /** Who may have cases. */
  people: CasePeople['people']
  onBack(): void
  onChanged(): void
  onDecide(path: string, body: object, words: string): void
}

/** One case: two facts first, then what is short, what to do, and how it came about. */
export function CasePanel({ one, ofShelf, all, branches, people, onBack, onChanged, onDecide }: Props) {
  const { t, moment } = useWords()
  const [left, setLeft] = useState(one.kind === 'order' && goodsLeft(one.document, one.lines))
  const [counting, setCounting] = useState(false)
  const branch = branches.find(({ id }) => id === one.branchId)
  const writer =
    one.kind === 'order' ? sellerName(one.document.source, one.writtenBy?.name, t) : one.writtenBy?.name
  const isSale = one.kind === 'order' && one.document.kind === 'sale'
  const refund = one.kind === 'order' && one.document.kind === 'refund' ? one : null
  const note = one.kind === 'movement' ? readableNote(one.document.note) : ''
  const canCount = countCloses(one)
  const { productId = '', title: product = '' } = mainLine(one) ?? {}
  const count: Action = {
    id: 'case count',
    says: 'cases.count',
    values: { product },
    icon: ClipboardList,
    keys: 'K',
    for: 'desk',
    off: !canCount,
    run: () => setCounting(true),
  }
  useActions([
    {
      id: 'case goods',
      says: 'cases.goodsLeft',
      keys: 'G',
      for: 'desk',
      off: !isSale,
      run: () => setLeft(!left),
    },
    count,
  ])
  return (
    <section
      aria-label={nameOfCase(one)}
      data-testid="case-panel"
      className="flex min-h-0 min-w-0 flex-1 flex-col gap-5 overflow-y-auto rounded-2xl border border-line bg-surface p-4 pb-24 sm:p-6 sm:pb-24"
    >
      <header className="flex flex-wrap items-start gap-3">
        <Button
          look="quiet"
          className="max-sm:-ml-3 max-sm:w-full max-sm:justify-start lg:hidden"
          onClick={onBack}
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('cases.back')}
        </Button>
        <div className="min-w-0 flex-1">
          <h2 className="text-xl font-semibold tracking-tight">
            {one.kind === 'movement' ? t(`stock.did_${one.document.reason}`) : one.document.number}
          </h2>
          <p className="text-muted">
            {[branch?.name, one.lane && `${one.lane.code} ${one.lane.name}`, writer]
              .filter(Boolean)
              .join(' · ')}
            {` · ${moment(one.document.createdAt)}`}
          </p>
        </div>
        {canCount ? <ActionButton action={count} showsKey className="max-w-full shrink!" /> : null}
      </header>
      {isSale ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <div>
            <p className="mb-1.5 font-medium">
              {t('cases.goodsLeft')} <KeyHint>G</KeyHint>
            </p>
            <Choice
              label={t('cases.goodsLeft')}
              value={left ? 'yes' : 'no'}
              options={[
                { value: 'yes', label: t('cases.yes') },
                { value: 'no', label: t('cases.no') },
              ]}
              onChange={(value) => setLeft(value === 'yes')}
            />
          </div>
          <Money one={one} />
        </div>
      ) : null}
      {note === '' ? null : <p className="break-words">{t('cases.movementNote', { note })}</p>}
      {refund ? (
        <>
          <RefundFacts one={refund} />
          <RefundLines one={refund} />
        </>
      ) : (
        <CaseLines one={one} branches={branches} />
      )}
      <DecideForm key={String(left)} one={one} left={left} branches={branches} onDecide={onDecide} />
      <CaseHistory one={one} people={people} onChanged={onChanged} />
      {counting ? (
        <Suspense>
          <ShelfCount
            productId={productId}
            product={product}
            branch={branch}
            cases={ofShelf.length}
            returns={waitingReturns(all, { branchId: one.branchId, productId })}
            onClose={() => setCounting(false)}
            onCounted={onChanged}
          />
        </Suspense>
      ) : null}
    </section>
  )
}

function Money({ one }: { one: DeskCase & { kind: 'order' } }) {
  const words = useWords()
  const { t } = words
  const paid = paidInWords(one.document, words)
  return (
    <div>
      <p className="mb-1.5 font-medium">{t('cases.moneyTaken')}</p>
      <p className="figures flex min-h-14 items-center rounded-xl bg-sunken px-4 font-medium">
        {paid === '' ? t('cases.moneyNo') : t('cases.moneyYes', { paid })}
      </p>
    </div>
  )
}
