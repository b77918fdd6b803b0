import type { FormEvent, KeyboardEvent } from 'react'
import { useState } from 'react'
import type { Minor } from '../../shared/basics/scalars.ts'
import { minorDigits, readMoney } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/text-field.tsx'
import { Keypad } from './keypad.tsx'
import type { PayRules } from './pay-rules.ts'
import { owedIn } from './pay-rules.ts'
import type { Way } from './pay-ways.tsx'
import { quickNotes } from './quick-notes.ts'
import { useOpenTill } from './use-till.ts'

type Props = {
  way: Way
  rules: PayRules
  disabled: boolean
  /** Arrows up and down in the field go to the way beside this one. */
  onStep(by: number): void
}

/** One part of the payment: what was handed over, by figures, by notes, or by keypad. */
export function TakeMoney({ way, rules, disabled, onStep }: Props) {
  const { t, money, typedMoney } = useWords()
  const { till, branch } = useOpenTill()
  const own = branch.settings.currency
  const cash = way.type === 'cash'
  const second = way.foreign ? rules.second : null
  const currency = second?.currency ?? own
  const due = disabled ? (0 as Minor) : till.remaining(cash ? 'cash' : 'cent')
  const [typed, setTyped] = useState(cash ? '' : typedMoney(due, own))
  const amount = typed === '' ? (0 as Minor) : readMoney(typed, currency)
  const { worth, change } = till.preview(way.type, amount ?? (0 as Minor), way.foreign)
  const owed = second ? owedIn(due, second, own) : due
  const notes = owed > 0 ? quickNotes(owed, currency, minorDigits(currency)) : [owed]

  function submit(event: FormEvent) {
    event.preventDefault()
    if (amount !== null) till.take(way.type, amount, way.foreign)
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onStep(by)
  }

  function label() {
    if (second) return t('pay.givenIn', { currency })
    if (cash) return t('pay.given')
    return way.type === 'card' ? t('pay.cardAmount') : t('pay.otherAmount')
  }

  function hint() {
    if (second && amount) return t('pay.worth', { amount: money(worth, own) })
    if (second)
      return t('pay.rateIs', {
        currency,
        worth: money(Math.round(second.rate * 10 ** minorDigits(own)), own),
      })
    if (cash) return undefined
    return way.type === 'card' ? t('pay.cardHint') : t('pay.otherHint')
  }

  function action() {
    if (cash) return amount ? t('pay.take', { amount: money(amount, currency) }) : t('pay.takeCash')
    const recorded = { amount: money(amount ?? 0, currency) }
    return way.type === 'card' ? t('pay.recordCard', recorded) : t('pay.recordOther', recorded)
  }

  return (
    <form
      onSubmit={submit}
      className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_13.5rem] xl:grid-cols-[minmax(0,1fr)_15rem]"
    >
      <div className="flex flex-col gap-3">
        <TextField
          big
          label={label()}
          hint={hint()}
          fault={amount === null ? t('pay.fault') : null}
          // On glass the keypad beside it types; the soft keyboard would only cover it.
          inputMode={matchMedia('(pointer: fine)').matches ? 'decimal' : 'none'}
          autoComplete="off"
          autoFocus
          data-testid="tendered"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={(event) => event.currentTarget.select()}
        />
        {cash ? (
          <div className="grid grid-cols-2 gap-2">
            {notes.map((note, index) => (
              <Button
                key={note}
                className={classNames(
                  'figures px-1! whitespace-nowrap',
                  // The largest notes of some currencies have seven figures.
                  money(note, currency).length > 11 ? 'text-sm!' : 'text-lg! max-xl:text-base!',
                )}
                disabled={disabled}
                onClick={() => till.take('cash', note, way.foreign)}
              >
                {index === 0 ? t('pay.exact') : null} {money(note, currency)}
              </Button>
            ))}
          </div>
        ) : null}
        {change > 0 ? (
          <p className="figures flex flex-wrap items-baseline justify-between gap-x-3 rounded-xl bg-good-soft px-3 py-2 font-semibold text-good">
            {t('pay.changeWillBe')}
            <span className="ml-auto text-[40px] leading-tight tracking-tighter" data-testid="change-will-be">
              {money(change, own)}
            </span>
          </p>
        ) : null}
      </div>
      <div className="flex flex-col gap-2">
        <Keypad value={typed} onChange={setTyped} decimals={minorDigits(currency) > 0} />
        <Button
          type="submit"
          look="primary"
          className="min-h-16 max-sm:sticky max-sm:-bottom-4 max-sm:shadow-float"
          disabled={disabled || amount === null}
          data-testid="take"
        >
          {action()}
        </Button>
      </div>
    </form>
  )
}
