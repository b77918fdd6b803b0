import { Check, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useId, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { nameOfType } from '../../pos/pay-ways.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { TextField } from '../../ui/text-field.tsx'
import { addType, ownTypes, toggleType, usualTypes } from './types-of-payment.ts'
import { wordsForFault } from './setting-words.ts'
import type { BranchForm } from './use-branch-form.ts'

/** The usual ways to pay, each on or off, and those that a branch has added by name. */
export function PaymentTypes({ form }: { form: BranchForm }) {
  const words = useWords()
  const { t } = words
  const id = useId()
  const types = form.draft.paymentTypes
  const fault = form.faults.paymentTypes
  const set = (next: readonly string[]) => form.edit('paymentTypes', next)
  return (
    <div className="flex flex-col gap-4">
      <div role="group" aria-labelledby={id} aria-describedby={`${id}-hint`}>
        <p id={id} className="mb-1.5 text-sm font-medium text-muted">
          {t('settings.paymentTypes')}
        </p>
        <div className="flex flex-wrap gap-2">
          {usualTypes.map((type) => (
            <button
              key={type}
              type="button"
              aria-pressed={types.includes(type)}
              onClick={() => set(toggleType(types, type))}
              className={classNames(
                'inline-flex min-h-12 items-center gap-2 rounded-xl border px-4 text-[15px] font-medium',
                types.includes(type)
                  ? 'border-accent bg-accent-soft text-accent-text'
                  : 'border-line-strong text-muted hover:bg-sunken',
              )}
            >
              {types.includes(type) ? <Check aria-hidden className="size-4.5" /> : null}
              {nameOfType(type, t)}
            </button>
          ))}
          {ownTypes(types).map((type) => (
            <span
              key={type}
              className="inline-flex min-h-12 items-center rounded-xl border border-accent bg-accent-soft pl-4 text-[15px] font-medium text-accent-text"
            >
              <span className="max-w-48 truncate">{nameOfType(type, t)}</span>
              <button
                type="button"
                aria-label={t('settings.remove', { name: nameOfType(type, t) })}
                onClick={() => set(types.filter((one) => one !== type))}
                className="grid size-12 place-items-center rounded-xl hover:bg-sunken"
              >
                <X aria-hidden className="size-4.5" />
              </button>
            </span>
          ))}
        </div>
        <p
          id={`${id}-hint`}
          role={fault ? 'alert' : undefined}
          className={classNames('mt-1.5 text-sm', fault ? 'text-bad' : 'text-muted')}
        >
          {fault
            ? wordsForFault('paymentTypes', fault, form.branch.settings.currency, words)
            : t('settings.paymentTypesHint')}
        </p>
      </div>
      <AnotherType types={types} onAdd={set} />
    </div>
  )
}

function AnotherType({ types, onAdd }: { types: readonly string[]; onAdd(types: readonly string[]): void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState(false)

  function add() {
    const name = typed.trim()
    if (name === '') return
    // By its name in the reader's language too: "Карта" is the card.
    const usual = usualTypes.find((type) => nameOfType(type, t).toLowerCase() === name.toLowerCase())
    const next = addType(types, usual ?? name)
    setRefused(next === null)
    if (!next) return
    setTyped('')
    onAdd(next)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    // Enter here adds; it does not save the form.
    event.preventDefault()
    add()
  }

  return (
    <div className="flex max-w-md items-start gap-2">
      <div className="flex-1">
        <TextField
          label={t('settings.addType')}
          hint={t('settings.addTypeHint')}
          fault={refused ? t('settings.typeFault') : null}
          name="another-type"
          autoComplete="off"
          maxLength={40}
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setRefused(false)
          }}
        />
      </div>
      <Button className="mt-6.5" disabled={typed.trim() === ''} onClick={add}>
        {t('settings.add')}
      </Button>
    </div>
  )
}
