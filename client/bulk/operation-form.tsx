import type { FormEvent } from 'react'
import { useState } from 'react'
import { isOpen } from '../../shared/branches/is-open.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { useShop } from '../app/shop-context.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Choice } from '../ui/choice.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { readCounts, readDraft, stepOf } from './operation-draft.ts'
import type { Draft, FaultyField, Kind, RoundingName } from './operation-draft.ts'
import type { Telling } from './operation-words.ts'
import { saysRounding } from './operation-words.ts'

type Props = {
  draft: Draft
  telling: Telling
  /** Why the server would not preview it. */
  fault: unknown
  busy: boolean
  onEdit(draft: Draft): void
  onLook(operation: Operation): void
}

const kinds: readonly { value: Kind; word: KindWord }[] = [
  { value: 'price-percent', word: 'pricePercent' },
  { value: 'price-amount', word: 'priceAmount' },
  { value: 'price-set', word: 'priceSet' },
  { value: 'category', word: 'category' },
  { value: 'tags', word: 'tags' },
  { value: 'status', word: 'status' },
  { value: 'reorder-point', word: 'reorderPoint' },
  { value: 'recount', word: 'recount' },
  { value: 'recount-each', word: 'recountEach' },
]
type KindWord =
  | 'pricePercent'
  | 'priceAmount'
  | 'priceSet'
  | 'category'
  | 'tags'
  | 'status'
  | 'reorderPoint'
  | 'recount'
  | 'recountEach'

/** What shall be changed, and to what; Enter looks at what would come of it. */
export function OperationForm({ draft, telling, fault, busy, onEdit, onLook }: Props) {
  const { t } = telling.words
  const { catalogue } = useShop()
  const idOf = (sku: string) => catalogue.bySku(sku)?.id ?? null
  const [faulty, setFaulty] = useState<FaultyField | null>(null)

  function look(event: FormEvent) {
    event.preventDefault()
    const read = readDraft(draft, telling.currency, idOf)
    if ('fault' in read) setFaulty(read.fault)
    else onLook(read)
  }

  return (
    <form className="flex flex-1 flex-col gap-5 pt-2" onSubmit={look}>
      <Chips
        label={t('bulk.kind')}
        value={draft.kind}
        options={kinds.map(({ value, word }) => ({ value, label: t(`bulk.${word}`) }))}
        onChange={(kind) => onEdit({ ...draft, kind })}
      />
      <Fields
        draft={draft}
        telling={telling}
        faulty={faulty}
        idOf={idOf}
        onEdit={(next) => {
          setFaulty(null)
          onEdit(next)
        }}
      />
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(fault, t)}
        </p>
      ) : null}
      <Button type="submit" look="primary" className="mt-auto" disabled={busy}>
        {busy ? t('bulk.looking') : t('bulk.look')}
      </Button>
    </form>
  )
}

type FieldsProps = Pick<Props, 'draft' | 'telling' | 'onEdit'> & {
  faulty: FaultyField | null
  idOf(sku: string): string | null
}

function Fields({ draft, telling, faulty, idOf, onEdit }: FieldsProps) {
  const { t } = telling.words
  const { currency } = telling
  const field = (
    name: 'percent' | 'amount' | 'price' | 'category' | 'add' | 'remove' | 'reorderPoint' | 'pieces',
  ) => ({
    name,
    value: draft[name],
    autoComplete: 'off',
    // Who has said what to change types to what.
    'data-first': true,
    onChange: (event: { currentTarget: { value: string } }) =>
      onEdit({ ...draft, [name]: event.currentTarget.value }),
  })
  switch (draft.kind) {
    case 'price-percent':
      return (
        <>
          <TextField
            {...field('percent')}
            label={t('bulk.percent')}
            hint={t('bulk.percentHint')}
            fault={faulty === 'percent' ? t('bulk.percentFault') : null}
          />
          <RoundingFields draft={draft} telling={telling} onEdit={onEdit} />
        </>
      )
    case 'price-amount':
      return (
        <>
          <TextField
            {...field('amount')}
            label={t('bulk.amount', { currency })}
            hint={t('bulk.amountHint')}
            fault={faulty === 'amount' ? t('bulk.amountFault') : null}
          />
          <RoundingFields draft={draft} telling={telling} onEdit={onEdit} />
        </>
      )
    case 'price-set':
      return (
        <TextField
          {...field('price')}
          label={t('bulk.price', { currency })}
          fault={faulty === 'price' ? t('bulk.priceFault') : null}
        />
      )
    case 'category':
      return (
        <>
          <Choice
            label={t('bulk.newCategory')}
            value={draft.categoryWay}
            options={[
              { value: 'name', label: t('bulk.categoryNamed') },
              { value: 'none', label: t('bulk.categoryNone') },
            ]}
            onChange={(categoryWay) => onEdit({ ...draft, categoryWay })}
          />
          {draft.categoryWay === 'name' ? (
            <TextField
              {...field('category')}
              label={t('bulk.categoryName')}
              fault={faulty === 'category' ? t('bulk.categoryFault') : null}
            />
          ) : null}
        </>
      )
    case 'tags':
      return (
        <>
          <TextField
            {...field('add')}
            label={t('bulk.add')}
            hint={t('bulk.tagsHint')}
            fault={faulty === 'tags' ? t('bulk.tagsFault') : null}
          />
          <TextField {...field('remove')} label={t('bulk.remove')} hint={t('bulk.tagsHint')} />
        </>
      )
    case 'status':
      return (
        <Choice
          label={t('bulk.newStatus')}
          value={draft.status}
          options={[
            { value: 'active', label: t('bulk.active') },
            { value: 'archived', label: t('bulk.archived') },
          ]}
          onChange={(status) => onEdit({ ...draft, status })}
        />
      )
    case 'reorder-point':
      return (
        <>
          <BranchField draft={draft} telling={telling} faulty={faulty} onEdit={onEdit} />
          <TextField
            {...field('reorderPoint')}
            inputMode="numeric"
            label={t('bulk.pieces')}
            hint={t('bulk.piecesHint')}
            fault={faulty === 'reorderPoint' ? t('bulk.piecesFault') : null}
          />
        </>
      )
    case 'recount-each':
      return (
        <>
          <BranchField draft={draft} telling={telling} faulty={faulty} onEdit={onEdit} />
          <TextArea
            rows={8}
            value={draft.counts}
            label={t('bulk.counts')}
            hint={t('bulk.countsHint')}
            fault={
              faulty === 'counts'
                ? t('bulk.countsFault', { line: readCounts(draft.counts, idOf).faultyLine ?? 1 })
                : null
            }
            onChange={(counts) => onEdit({ ...draft, counts })}
          />
        </>
      )
    case 'recount':
      return (
        <>
          <BranchField draft={draft} telling={telling} faulty={faulty} onEdit={onEdit} />
          <Choice
            label={t('bulk.countWay')}
            value={draft.countWay}
            options={[
              { value: 'set', label: t('bulk.countSet') },
              { value: 'by', label: t('bulk.countBy') },
            ]}
            onChange={(countWay) => onEdit({ ...draft, countWay })}
          />
          <TextField
            {...field('pieces')}
            inputMode={draft.countWay === 'set' ? 'numeric' : 'text'}
            label={t(draft.countWay === 'set' ? 'bulk.counted' : 'bulk.countedBy')}
            hint={t(draft.countWay === 'set' ? 'bulk.countedHint' : 'bulk.countedByHint')}
            fault={faulty === 'pieces' ? t('bulk.countedFault') : null}
          />
        </>
      )
  }
}

function BranchField({ draft, telling, faulty, onEdit }: Omit<FieldsProps, 'idOf'>) {
  const { t } = telling.words
  return (
    <div className="flex flex-col gap-1.5">
      <Chips
        label={t('bulk.branch')}
        value={draft.branchId || null}
        options={telling.branches.filter(isOpen).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(branchId) => onEdit({ ...draft, branchId })}
      />
      {faulty === 'branchId' ? (
        <p role="alert" className="text-sm text-bad">
          {t('bulk.branchFault')}
        </p>
      ) : null}
    </div>
  )
}

const roundings: readonly RoundingName[] = ['exact', 'tenth', 'whole', 'charm', 'hundred', 'thousand']

function RoundingFields({ draft, telling, onEdit }: Pick<Props, 'draft' | 'telling' | 'onEdit'>) {
  const { words, currency } = telling
  const { t } = words
  const label = (name: RoundingName): string =>
    saysRounding(stepOf(name, currency), telling) ?? t('bulk.exact')
  return (
    <>
      <Chips
        label={t('bulk.rounding')}
        value={draft.rounding}
        options={roundings.map((value) => ({ value, label: label(value) }))}
        onChange={(rounding) => onEdit({ ...draft, rounding })}
      />
      {draft.rounding === 'exact' ? null : (
        <Choice
          label={t('bulk.way')}
          value={draft.way}
          options={[
            { value: 'down', label: t('bulk.down') },
            { value: 'nearest', label: t('bulk.nearest') },
            { value: 'up', label: t('bulk.up') },
          ]}
          onChange={(way) => onEdit({ ...draft, way })}
        />
      )}
    </>
  )
}
