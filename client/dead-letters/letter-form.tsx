import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { diffDocuments } from '../../shared/sync/diff-documents.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { lacking, withPayment } from './add-payment.ts'
import { Differences } from './differences.tsx'
import { faultWords, moneyFaultWords } from './fault-words.ts'
import { currencyOf, nameOfField, nameOfPath, valueInWords } from './field-words.ts'
import type { Letter } from './letter-api.ts'
import { maySend } from './letter-for.ts'
import { moneyFaultOf } from './money-fault.ts'
import { withMoneyRead } from './money-as-text.ts'
import { moneyNames, moneyTyped, sectionsOf, textOf, valueTyped, withValue } from './payload-fields.ts'
import type { Leaf, Payload } from './payload-fields.ts'
import { faultsOf } from './payload-schemas.ts'
import type { Fault } from './payload-schemas.ts'
import { withSums } from './sums-again.ts'

/** A document that is being corrected: field by field or as text, judged by the server's own schema as one types. */
export function LetterForm({
  letter,
  isAdmin,
  working,
  closed,
  onSend,
  onBack,
}: {
  letter: Letter
  isAdmin: boolean
  working: boolean
  /** Somebody else was faster: what is typed goes nowhere any more. */
  closed: boolean
  onSend(payload: Payload): void
  onBack(): void
}) {
  const words = useWords()
  const { t } = words
  const sent = useMemo(() => faultsOf(letter.collection, letter.payload), [letter])
  const [draft, setDraft] = useState<Payload>(() => withMoneyRead(letter.payload, sent))
  const [text, setText] = useState<string | null>(null)
  const faults = useMemo(() => faultsOf(letter.collection, draft), [letter.collection, draft])
  const wrongMoney = useMemo(() => moneyFaultOf(letter.collection, draft), [letter.collection, draft])
  const changes = diffDocuments(letter.payload, draft)
  const isUnread = text !== null && readPayload(text) === null
  const mayBeSent = maySend(letter.payload, draft, isAdmin)
  const isWrong = !mayBeSent || faults.size > 0 || wrongMoney !== null
  const isOff = working || closed || isUnread || isWrong || changes.length === 0

  const lacks = lacking(wrongMoney)

  const form = useRef<HTMLFormElement>(null)
  const adding = useRef<HTMLButtonElement>(null)
  // Whoever asked for the form goes on typing: at what was wrong when it was sent, else at the top.
  useEffect(() => {
    const fields = [...(form.current?.querySelectorAll('input') ?? [])]
    const wrong = fields.find(({ name }) => sent.has(name))
    const paid =
      wrongMoney?.kind === 'payments' ? fields.find(({ name }) => name === 'payments.0.amount') : null
    const first = wrong ?? paid ?? adding.current ?? fields[0]
    first?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'center' })
    // What is read of the letter later on is no reason to take the hands off a field.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])

  function replace(payload: Payload) {
    setDraft(payload)
    if (text !== null) setText(JSON.stringify(payload, null, 2))
  }

  /** The button goes with what was lacking: the hands come to how the new payment was made. */
  function addPayment(amount: number) {
    flushSync(() => replace(withPayment(draft, amount)))
    const types = form.current?.querySelectorAll<HTMLInputElement>('input[name^="payments."][name$=".type"]')
    ;([...(types ?? [])].at(-1) ?? form.current?.querySelector('textarea'))?.focus()
  }

  function type(value: string) {
    setText(value)
    const payload = readPayload(value)
    if (payload) setDraft(payload)
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isOff) onSend(draft)
      }}
      className="flex flex-col gap-4"
    >
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          onClick={() => setText(text === null ? JSON.stringify(draft, null, 2) : null)}
          disabled={isUnread}
        >
          {text === null ? t('letters.asText') : t('letters.asForm')}
        </Button>
        {letter.collection === 'orders' ? (
          <Button
            size="small"
            onClick={() => {
              const summed = withSums(draft)
              if (summed) replace(summed)
            }}
          >
            {t('letters.sums')}
          </Button>
        ) : null}
        {lacks === null ? null : (
          <Button ref={adding} size="small" onClick={() => addPayment(lacks)}>
            {t('letters.addPayment', { amount: words.money(lacks, currencyOf(draft)) })}
          </Button>
        )}
      </div>
      {text === null ? (
        <Fields
          payload={draft}
          faults={faults}
          onChange={({ path }, value) => setDraft(withValue(draft, path, value))}
        />
      ) : (
        <TextArea
          label={t('letters.sent')}
          hint={[...faults]
            .map(([path, fault]) => `${path}: ${faultWords(path, fault, currencyOf(draft), words)}`)
            .join('; ')}
          fault={isUnread ? t('letters.textFault') : null}
          value={text}
          rows={20}
          onChange={type}
        />
      )}
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('letters.changes')}</h3>
        {changes.length === 0 ? (
          <p className="text-sm text-muted">{t('letters.noChanges')}</p>
        ) : (
          <Differences
            differences={changes}
            before={t('letters.was')}
            after={t('letters.becomes')}
            currency={currencyOf(draft)}
          />
        )}
      </section>
      <p role="status" className={isWrong ? 'text-sm text-bad' : 'text-sm text-muted'}>
        {!mayBeSent
          ? t('errors.access/forbidden')
          : faults.size > 0
            ? t('letters.stillWrong', { count: faults.size })
            : wrongMoney
              ? moneyFaultWords(wrongMoney, currencyOf(draft), words)
              : t('letters.fits')}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isOff}>
          {working ? t('letters.working') : t('letters.replayCorrected')}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t('letters.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Fields({
  payload,
  faults,
  onChange,
}: {
  payload: Payload
  faults: ReadonlyMap<string, Fault>
  onChange(leaf: Leaf, value: unknown): void
}) {
  const words = useWords()
  const { t } = words
  const currency = currencyOf(payload)
  return sectionsOf(payload, [...faults.keys()]).map(({ path, leaves }) => (
    <fieldset key={path} className="grid gap-3 rounded-xl border border-line bg-surface p-4 sm:grid-cols-2">
      <legend className={path === '' ? 'sr-only' : 'px-1 text-sm font-semibold'}>
        {path === '' ? t('letters.sent') : nameOfPath(path, t)}
      </legend>
      {leaves.map((leaf) => (
        <LeafField
          key={leaf.path}
          leaf={leaf}
          currency={currency}
          fault={faults.has(leaf.path) ? faultWords(leaf.path, faults.get(leaf.path), currency, words) : null}
          onChange={(value) => onChange(leaf, value)}
        />
      ))}
    </fieldset>
  ))
}

/** One value; money is written as people write it. */
function LeafField({
  leaf,
  currency,
  fault,
  onChange,
}: {
  leaf: Leaf
  currency: string
  fault: string | null
  onChange(value: unknown): void
}) {
  const words = useWords()
  const { name, path, value } = leaf
  const isMoney = moneyNames.has(name)
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) => (isMoney ? moneyTyped(text, currency) : valueTyped(text, leaf))
  const isAmount = isMoney && Number.isSafeInteger(value)
  const written = isAmount ? words.typedMoney(Number(value), currency) : textOf(value)
  return (
    <TextField
      label={nameOfField(name, words.t)}
      name={path}
      // "12." is on its way to "12.50"; what the sums wrote since stands before what was typed.
      value={isMoney && typed !== null && Object.is(read(typed), value) ? typed : written}
      autoComplete="off"
      fault={fault}
      hint={isAmount ? valueInWords(path, value, { currency }, words) : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(read(event.currentTarget.value))
      }}
    />
  )
}

function readPayload(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Payload) : null
  } catch {
    return null
  }
}
