import { ArrowLeft, Banknote, CreditCard, Wallet, X } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { minorDigits, readMoney } from '../i18n/money.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Words } from '../i18n/use-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { classNames } from '../ui/class-names.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Keypad } from './keypad.tsx'
import { quickNotes } from './quick-notes.ts'
import type { PayFault } from './till/state.ts'
import { useOpenTill, useTillState } from './use-till.ts'

/** Takes money in one or several parts; the part that leaves nothing to pay completes the sale. */
export function PayPanel() {
  const { t, money } = useWords()
  const { till, branch } = useOpenTill()
  const { stage } = useTillState()
  const { currency, paymentTypes } = branch.settings
  const types = paymentTypes.length > 0 ? paymentTypes : ['cash']
  const [type, setType] = useState(types[0] ?? 'cash')
  if (stage.kind !== 'paying' && stage.kind !== 'placing') return null
  const placing = stage.kind === 'placing'
  const fault = stage.kind === 'paying' ? stage.fault : null
  const remaining = placing ? 0 : till.remaining()
  return (
    <section
      aria-label={t('pay.title')}
      className="mx-auto flex w-full max-w-2xl flex-col gap-4 p-4"
      data-testid="pay-panel"
    >
      <header className="flex items-center gap-2">
        <Button
          look="quiet"
          className="-ml-2"
          onClick={() => till.back()}
          disabled={placing || stage.tenders.length > 0}
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('pay.back')}
          <KeyHint>Esc</KeyHint>
        </Button>
      </header>
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <p className="text-lg font-medium text-muted">
          {stage.tenders.length > 0 ? t('pay.remaining') : t('pay.toPay')}
        </p>
        <p
          className="figures ml-auto text-5xl font-semibold tracking-tight max-sm:text-[40px]"
          data-testid="remaining"
        >
          {placing ? t('pay.saving') : money(remaining, currency)}
        </p>
      </div>
      {stage.tenders.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {stage.tenders.map((tender, index) => (
            // Tenders have no identity but their place on the counter.
            <li
              key={index}
              className="figures flex items-center gap-1 rounded-xl bg-good-soft pl-4 font-medium text-good"
            >
              {nameOfType(tender.type, t)} {money(tender.tendered, currency)}
              <IconButton
                label={t('pay.takeBack', { amount: money(tender.tendered, currency) })}
                onClick={() => till.takeBack(index)}
                disabled={placing}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      {types.length > 1 ? (
        <Choice
          label={t('pay.title')}
          value={type}
          onChange={setType}
          options={types.map((one) => ({ value: one, label: <TypeLabel type={one} /> }))}
        />
      ) : null}
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 font-medium text-bad">
          {faultWords(fault, t, (amount) => money(amount, currency))}
        </p>
      ) : null}
      <TakeMoney
        key={`${type} ${stage.tenders.length}`}
        type={type}
        remaining={remaining}
        disabled={placing}
      />
    </section>
  )
}

function TakeMoney({ type, remaining, disabled }: { type: string; remaining: number; disabled: boolean }) {
  const { t, money, typedMoney } = useWords()
  const { till, branch } = useOpenTill()
  const { currency } = branch.settings
  const cash = type === 'cash'
  const [typed, setTyped] = useState(cash ? '' : typedMoney(remaining, currency))
  const amount = typed === '' ? null : readMoney(typed, currency)
  const change = cash && amount !== null ? amount - remaining : 0

  function submit(event: FormEvent) {
    event.preventDefault()
    if (amount !== null && amount > 0) till.take(type, amount)
  }

  return (
    <form
      onSubmit={submit}
      className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_13.5rem] xl:grid-cols-[minmax(0,1fr)_15rem]"
    >
      <div className="flex flex-col gap-3">
        <TextField
          big
          label={cash ? t('pay.given') : t('pay.cardAmount')}
          hint={cash ? undefined : t('pay.cardHint')}
          fault={typed !== '' && amount === null ? t('pay.fault') : null}
          // On glass the keypad beside it types; the soft keyboard would only cover it.
          inputMode={matchMedia('(pointer: fine)').matches ? 'decimal' : 'none'}
          autoComplete="off"
          autoFocus
          data-testid="tendered"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {cash ? (
          <div className="grid grid-cols-2 gap-2">
            {quickNotes(remaining as Minor, currency, minorDigits(currency)).map((note, index) => (
              <Button
                key={note}
                className={classNames(
                  'figures px-1! whitespace-nowrap',
                  // The largest notes of some currencies have seven figures.
                  money(note, currency).length > 11 ? 'text-sm!' : 'text-lg! max-xl:text-base!',
                )}
                disabled={disabled}
                onClick={() => till.take('cash', note)}
              >
                {index === 0 ? t('pay.exact') : null} {money(note, currency)}
              </Button>
            ))}
          </div>
        ) : null}
        {change > 0 ? (
          <p className="figures flex flex-wrap items-baseline justify-between gap-x-3 rounded-xl bg-good-soft px-3 py-2 font-semibold text-good">
            {t('pay.changeWillBe')}
            <span className="ml-auto text-[40px] leading-tight tracking-tighter">
              {money(change, currency)}
            </span>
          </p>
        ) : null}
      </div>
      <div className="flex flex-col gap-2">
        <Keypad value={typed} onChange={setTyped} decimals={minorDigits(currency) > 0} />
        <Button
          type="submit"
          look="primary"
          className="min-h-16"
          disabled={disabled || !amount}
          data-testid="take"
        >
          {cash
            ? amount
              ? t('pay.take', { amount: money(amount, currency) })
              : t('pay.takeCash')
            : t('pay.recordCard', { amount: money(amount ?? 0, currency) })}
        </Button>
      </div>
    </form>
  )
}

function TypeLabel({ type }: { type: string }) {
  const { t } = useWords()
  const Icon = type === 'cash' ? Banknote : type === 'card' ? CreditCard : Wallet
  return (
    <>
      <Icon aria-hidden className="size-5" />
      {nameOfType(type, t)}
    </>
  )
}

/** Cash and card by our words; what a branch has added, by its own. */
export function nameOfType(type: string, t: Words['t']): string {
  if (type === 'cash') return t('pay.cash')
  if (type === 'card') return t('pay.card')
  return type.charAt(0).toUpperCase() + type.slice(1)
}

function faultWords(fault: PayFault, t: Words['t'], money: (amount: number) => string): string {
  if (fault.kind === 'too-much') return t('pay.tooMuch', { amount: money(fault.remaining) })
  if (fault.kind === 'too-many') return t('pay.tooMany')
  return t('pay.notSaved', { why: fault.why })
}
