import { ScanBarcode } from 'lucide-react'
import { useState } from 'react'
import { isOpen } from '../../shared/branches/is-open.ts'
import { useShop } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import { useWords } from '../i18n/use-words.ts'
import { ActionKey } from '../pos/action-key.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useOpenStockWork, useWorkState } from './use-stock-work.ts'
import { Line } from './work-line.tsx'
import { damageReasons, piecesIn } from './work-list.ts'

type Props = { onQuantity(): void; onLedger(productId: string): void }

/** The list that is being made, what else must be said, and the button that books it. */
export function WorkPanel({ onQuantity, onLedger }: Props) {
  const { t } = useWords()
  const { work } = useOpenStockWork()
  const { mode, lists, busy } = useWorkState()
  // Shelves move under an open list.
  useObservable(useShop().stock.version$, 0)
  const [clearing, setClearing] = useState(false)
  const list = lists[mode]
  const pieces = piecesIn(list)
  return (
    <section aria-label={t('stock.lines')} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex min-h-14 items-center gap-2 px-4 pt-2">
        <h2 className="flex-1 text-lg font-semibold tracking-tight">{t(`stock.${mode}`)}</h2>
        {list.lines.length > 0 ? (
          <Button look="quiet" onClick={() => setClearing(true)}>
            {t('stock.clear')}
          </Button>
        ) : null}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {list.lines.length === 0 ? (
          <div className="grid h-full min-h-24 content-center justify-items-center gap-1 px-6 text-center">
            <ScanBarcode aria-hidden className="size-8 text-muted max-md:hidden" />
            <p className="font-medium">{t('stock.empty')}</p>
            <p className="text-sm text-muted">{t(`stock.lead_${mode}`)}</p>
            <p className="text-sm text-muted max-md:hidden">{t('stock.emptyHint')}</p>
          </div>
        ) : (
          <ul className="flex flex-col gap-1" data-testid="stock-lines">
            {list.lines.map((line) => (
              <Line
                key={line.id}
                mode={mode}
                line={line}
                selected={line.id === list.selectedId}
                onQuantity={onQuantity}
                onLedger={() => onLedger(line.productId)}
              />
            ))}
          </ul>
        )}
      </div>
      <div className="flex flex-col gap-2.5 border-t border-line px-3 pt-2.5 pb-3">
        {list.lines.length > 0 ? <Details /> : null}
        <div className="flex items-center gap-3">
          <p className="figures min-w-0 flex-1 leading-tight">
            <span className="block text-2xl font-semibold tracking-tight">
              {t('stock.summary', { count: pieces })}
            </span>
            <span className="block text-sm text-muted">
              {t('stock.products', { count: list.lines.length })}
            </span>
          </p>
          <Button
            look="primary"
            size="large"
            className="max-w-[65%] text-lg! leading-tight"
            disabled={busy || list.lines.length === 0}
            onClick={() => void work.confirm()}
            data-testid="stock-confirm"
          >
            {busy ? t('stock.saving') : t(`stock.confirm_${mode}`)}
            <ActionKey action="pay" className="max-sm:hidden!" />
          </Button>
        </div>
      </div>
      <Dialog
        open={clearing}
        onClose={() => setClearing(false)}
        title={t('stock.clearTitle')}
        description={t('stock.clearText', { count: list.lines.length })}
        closeLabel={t('common.close')}
      >
        <div className="flex gap-2 pt-2">
          <Button data-first className="flex-1" onClick={() => setClearing(false)}>
            {t('stock.keep')}
          </Button>
          <Button
            look="danger"
            className="flex-1"
            onClick={() => {
              setClearing(false)
              work.clear()
            }}
          >
            {t('stock.clearDo')}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}

/** Why, where to, and a note: what each kind of work must say beside its products. */
function Details() {
  const { t } = useWords()
  const { work, branch, branches } = useOpenStockWork()
  const { mode, lists } = useWorkState()
  const { reason, toBranchId, note } = lists[mode]
  const others = branches.filter((one) => isOpen(one) && one.id !== branch.id)
  return (
    <>
      {mode === 'damage' ? (
        <Chips
          label={t('stock.reason')}
          chosen={reason}
          options={[...damageReasons, 'other' as const].map((one) => ({
            value: one,
            label: t(`stock.reason_${one}`),
          }))}
          onChoose={work.chooseReason}
        />
      ) : null}
      {mode === 'transfer' ? (
        <Chips
          label={t('stock.to')}
          chosen={toBranchId}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          none={t('stock.otherBranches')}
          onChoose={work.chooseBranch}
        />
      ) : null}
      <TextField
        label={t('stock.note')}
        placeholder={mode === 'receive' ? t('stock.noteHint') : ''}
        maxLength={500}
        autoComplete="off"
        value={note}
        onChange={(event) => work.writeNote(event.currentTarget.value)}
      />
    </>
  )
}

type ChipsProps<Value extends string> = {
  label: string
  chosen: Value | null
  options: readonly { value: Value; label: string }[]
  none?: string
  onChoose(value: Value): void
}

/** One of a few that is chosen on purpose: none is to begin with. Tab and Space, or a finger. */
function Chips<Value extends string>({ label, chosen, options, none, onChoose }: ChipsProps<Value>) {
  return (
    <div>
      <p className="mb-1 text-sm font-medium text-muted">{label}</p>
      {options.length === 0 ? <p>{none}</p> : null}
      <div role="group" aria-label={label} className="flex flex-wrap gap-2">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === chosen}
            onClick={() => onChoose(option.value)}
            className={classNames(
              'min-h-12 rounded-xl border px-3.5 text-[15px] font-medium',
              option.value === chosen
                ? 'border-accent bg-accent-soft text-accent-text'
                : 'border-line-strong hover:bg-sunken',
            )}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}
