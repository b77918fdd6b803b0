import { UserPlus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useState } from 'react'
import type { Customer } from '../../shared/customers/customer.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { beginWith, typedOf } from './customer-fields.ts'
import { CustomerForm } from './customer-form.tsx'
import { useCustomer } from './use-customer.ts'

const mostHits = 8

type Props = { customerId: string | null; onChoose(id: string | null): void; onClose(): void }
type Step = { kind: 'find' } | { kind: 'new' } | { kind: 'edit'; customer: Customer }

/** Finds who buys, or makes them, on this device alone: with and without the network. */
export function CustomerSheet({ customerId, onChoose, onClose }: Props) {
  const { t } = useWords()
  const { customers } = useShop()
  const [step, setStep] = useState<Step>({ kind: 'find' })
  const [text, setText] = useState('')
  const chosen = useCustomer(customerId)
  const choose = (id: string | null) => {
    onChoose(id)
    onClose()
  }
  const title = { find: t('customer.title'), new: t('customer.new'), edit: t('customer.editTitle') }[
    step.kind
  ]
  const back = () => setStep({ kind: 'find' })
  return (
    <Dialog open onClose={onClose} place="side" title={title} closeLabel={t('common.close')}>
      {step.kind === 'find' ? (
        <div className="flex flex-1 flex-col gap-3 pt-1" data-testid="customer-sheet">
          {customerId === null ? null : (
            <Chosen
              name={chosen?.name ?? t('cart.unknownCustomer')}
              about={chosen ? aboutOf(chosen) : ''}
              onEdit={chosen ? () => setStep({ kind: 'edit', customer: chosen }) : null}
              onRemove={() => choose(null)}
            />
          )}
          <Find text={text} onText={setText} onChoose={choose} onNew={() => setStep({ kind: 'new' })} />
        </div>
      ) : (
        <CustomerForm
          first={step.kind === 'edit' ? typedOf(step.customer) : beginWith(text)}
          customerId={step.kind === 'edit' ? step.customer.id : null}
          action={step.kind === 'edit' ? t('customer.save') : t('customer.create')}
          onCancel={back}
          onUse={({ id }) => choose(id)}
          save={async (details) => {
            const saved =
              step.kind === 'edit'
                ? await customers.update(step.customer.id, details)
                : await customers.create(details)
            choose(saved.id)
          }}
        />
      )}
    </Dialog>
  )
}

type FindProps = { text: string; onText(text: string): void; onChoose(id: string): void; onNew(): void }

function Find({ text, onText, onChoose, onNew }: FindProps) {
  const { t } = useWords()
  const { customers } = useShop()
  const { of, hits } = useHits(text)
  const [marked, setMarked] = useState<number | null>(null)
  // Nobody is meant before something was typed: Enter alone must not put a stranger on the sale.
  const at = Math.min(marked ?? (text.trim() === '' ? -1 : 0), hits.length - 1)

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) setMarked(Math.min(hits.length - 1, Math.max(0, at + by)))
    else if (event.key !== 'Enter') return
    // Fingers are faster than the answer: what is on screen may belong to fewer letters.
    else if (of !== text)
      void customers.search(text, 1).then(([first]) => (first ? onChoose(first.id) : onNew()))
    else if (hits[at]) onChoose(hits[at].id)
    else if (hits.length === 0) onNew()
    event.preventDefault()
  }

  return (
    <>
      <TextField
        data-first
        label={t('customer.find')}
        placeholder={t('customer.findHint')}
        autoComplete="off"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="customer-hits"
        aria-activedescendant={at >= 0 ? `customer-hit-${at}` : undefined}
        value={text}
        onChange={(event) => {
          onText(event.currentTarget.value)
          setMarked(null)
        }}
        onKeyDown={onKeyDown}
      />
      {hits.length > 0 ? (
        <ul
          id="customer-hits"
          role="listbox"
          aria-label={t('customer.title')}
          className="flex flex-col gap-2"
        >
          {hits.map((customer, index) => (
            <li key={customer.id} role="presentation">
              <button
                type="button"
                id={`customer-hit-${index}`}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                onClick={() => onChoose(customer.id)}
                className={classNames(
                  'min-h-14 w-full rounded-xl border-2 px-4 py-1.5 text-left',
                  index === at ? 'border-accent bg-accent-soft' : 'border-line hover:bg-sunken',
                )}
              >
                <span className="block truncate font-medium">{customer.name}</span>
                <span className="figures block truncate text-sm text-muted">{aboutOf(customer)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <div role="status" className="py-6 text-center">
          <p className="font-medium">
            {text.trim() === '' ? t('customer.noneYet') : t('customer.none', { text: text.trim() })}
          </p>
          <p className="text-sm text-muted">{t('customer.noneHint')}</p>
        </div>
      )}
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 flex border-t border-line bg-raised px-5 py-3">
        <Button className="flex-1" look={hits.length > 0 ? 'secondary' : 'primary'} onClick={onNew}>
          <UserPlus aria-hidden className="size-5" />
          {t('customer.new')}
        </Button>
      </div>
    </>
  )
}

type ChosenProps = { name: string; about: string; onEdit: (() => void) | null; onRemove(): void }

function Chosen({ name, about, onEdit, onRemove }: ChosenProps) {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-2 rounded-xl bg-sunken p-3">
      <p className="px-1">
        <span className="block font-semibold">{name}</span>
        {about ? <span className="figures block text-sm text-muted">{about}</span> : null}
      </p>
      <div className="flex gap-2">
        {onEdit ? (
          <Button className="flex-1" onClick={onEdit}>
            {t('customer.edit')}
          </Button>
        ) : null}
        <Button
          className="flex-1 text-bad"
          onClick={onRemove}
          aria-label={t('cart.removeCustomer', { name })}
        >
          {t('customer.takeOff')}
        </Button>
      </div>
    </div>
  )
}

function useHits(text: string): { of: string; hits: readonly Customer[] } {
  const { customers } = useShop()
  const { lastSync } = useSyncState()
  const [hits, setHits] = useState<{ of: string; hits: readonly Customer[] }>({ of: '', hits: [] })
  useEffect(() => {
    let current = true
    void customers
      .search(text, mostHits)
      .catch(() => [])
      .then((found) => (current ? setHits({ of: text, hits: found }) : undefined))
    return () => {
      current = false
    }
    // Somebody may have been pulled since.
  }, [customers, text, lastSync])
  return hits
}

function aboutOf({ phone, email }: Customer): string {
  return [phone, email].filter(Boolean).join(' · ')
}
