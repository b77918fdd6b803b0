import type { FormEvent } from 'react'
import { useEffect, useState } from 'react'
import type { Customer } from '../../shared/customers/customer.ts'
import { useShop } from '../app/shop-context.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Details, Typed } from './customer-fields.ts'
import { detailsOf, faultsOf } from './customer-fields.ts'

type Props = {
  first: Typed
  action: string
  /** Whom it is about; null for a new one. */
  customerId: string | null
  save(details: Details): Promise<void>
  onUse(customer: Customer): void
  onCancel(): void
}

/** A customer's name, phone and email. For a new one it says who has the same phone or email already. */
export function CustomerForm({ first, action, customerId, save, onUse, onCancel }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState(first)
  const [tried, setTried] = useState(false)
  const [failed, setFailed] = useState(false)
  const [saving, setSaving] = useState(false)
  const faults = faultsOf(typed)
  const known = useKnown(typed, customerId)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (saving || Object.values(faults).some(Boolean)) return
    setSaving(true)
    try {
      await save(detailsOf(typed))
    } catch {
      setFailed(true)
      setSaving(false)
    }
  }

  const field = (name: keyof Typed) => ({
    autoComplete: 'off',
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-1 flex-col gap-3 pt-1"
      data-testid="customer-form"
    >
      <TextField
        {...field('name')}
        autoFocus={typed.name === first.name}
        label={t('customer.name')}
        maxLength={200}
        fault={(tried || typed.name.trim() !== '') && faults.name ? t('customer.nameFault') : null}
      />
      <TextField
        {...field('phone')}
        label={t('customer.phone')}
        inputMode="tel"
        maxLength={40}
        fault={faults.phone ? t('customer.phoneFault') : null}
      />
      <TextField
        {...field('email')}
        label={t('customer.email')}
        inputMode="email"
        maxLength={200}
        fault={faults.email ? t('customer.emailFault') : null}
      />
      <TextField {...field('note')} label={t('customer.note')} maxLength={500} />
      {known ? (
        <div className="flex flex-wrap items-center gap-2 rounded-xl bg-warn-soft py-1 pr-1 pl-4 text-warn">
          <span className="flex-1 font-medium">
            {t('customer.already')} {known.name}
          </span>
          <Button onClick={() => onUse(known)}>{t('customer.use', { name: known.name })}</Button>
        </div>
      ) : null}
      {failed ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
          {t('customer.notSaved')}
        </p>
      ) : null}
      <div className="mt-auto flex gap-2 pt-2">
        <Button className="flex-1" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" look="primary" className="flex-[1.6]" disabled={saving}>
          {action}
        </Button>
      </div>
    </form>
  )
}

/** Somebody else with the phone or the email that is being typed. */
function useKnown({ phone, email }: Typed, customerId: string | null): Customer | null {
  const { customers } = useShop()
  const [known, setKnown] = useState<Customer | null>(null)
  useEffect(() => {
    let current = true
    const digits = phone.replaceAll(/\D/g, '')
    const asked = [digits.length >= 7 ? phone : '', /@.+\../.test(email) ? email.trim().toLowerCase() : '']
    void Promise.all(asked.map(async (text) => (text === '' ? [] : customers.search(text, 5))))
      .then((found) =>
        found
          .flat()
          .find(
            (one) =>
              one.id !== customerId &&
              ((digits.length >= 7 && (one.phone ?? '').replaceAll(/\D/g, '') === digits) ||
                (one.email ?? '').toLowerCase() === asked[1]),
          ),
      )
      .catch(() => undefined)
      .then((one) => (current ? setKnown(one ?? null) : undefined))
    return () => {
      current = false
    }
  }, [customers, phone, email, customerId])
  return known
}
