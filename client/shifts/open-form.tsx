import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Minor } from '../../shared/basics/scalars.ts'
import { useShop } from '../app/shop-context.ts'
import { minorDigits, readMoney } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { Keypad } from '../pos/keypad.tsx'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useWrite } from './use-write.ts'

/** The float, and the shift is open. An empty field is an empty drawer. */
export function OpenForm({ onOpened }: { onOpened(): void }) {
  const { t, money } = useWords()
  const { shifts } = useShop()
  const { branch } = useOpenTill()
  const { people } = useLanePeople()
  const { currency, secondCurrency } = branch.settings
  const { busy, fault, write } = useWrite()
  const [typed, setTyped] = useState('')
  const openingFloat = typed === '' ? (0 as Minor) : readMoney(typed, currency)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (openingFloat === null || busy) return
    const opened = await write(() => shifts.open({ openingFloat, actorId: people.seller().id }))
    if (opened) onOpened()
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <p className="text-muted">{t('shift.openLead')}</p>
      {secondCurrency ? (
        <p className="text-muted">
          {t('shift.ownOnly', { own: currency, currency: secondCurrency.currency })}
        </p>
      ) : null}
      <TextField
        big
        data-first
        label={t('shift.float')}
        inputMode={matchMedia('(pointer: fine)').matches ? 'decimal' : 'none'}
        autoComplete="off"
        value={typed}
        fault={openingFloat === null ? t('shift.amountFault') : fault}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-testid="float"
      />
      <Keypad
        value={typed}
        onChange={setTyped}
        decimals={minorDigits(currency) > 0}
        label={t('shift.float')}
      />
      <Button
        type="submit"
        look="primary"
        className="min-h-14"
        disabled={openingFloat === null || busy}
        data-testid="open-shift"
      >
        {t('shift.openDo', { amount: money(openingFloat ?? 0, currency) })}
      </Button>
    </form>
  )
}
