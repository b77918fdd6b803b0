import type { FormEvent } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { denominationsOf, worthOfCount } from '../../shared/shifts/denominations.ts'
import type { CountedMoney, Shift } from '../../shared/shifts/shift.ts'
import type { ZReport } from '../../shared/shifts/z-report.ts'
import { memory } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import { minorDigits } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/text-field.tsx'
import { hasMoved, keptCount } from './kept-count.ts'
import { PiecesTable } from './pieces-table.tsx'
import { readPieces } from './read-pieces.ts'
import { useWrite } from './use-write.ts'

type Props = { shift: Shift; onClosed(shiftId: string): void }
type Step =
  | { kind: 'looking' }
  | { kind: 'counting' }
  | { kind: 'comparing'; counts: CountedMoney[]; report: ZReport }

/**
 * Closes a shift by counting its drawer. The count is blind: what ought to be there is told once it has been counted,
 * and then the count stands, whoever leaves and comes back. A manager may have it counted again; the report says so.
 */
export function CountForm({ shift, onClosed }: Props) {
  const { t, money } = useWords()
  const { shifts } = useShop()
  const { branch } = useOpenTill()
  const { currency, secondCurrency } = branch.settings
  const { busy, fault, write } = useWrite()
  const { people, askApproval } = useLanePeople()
  const [pieces, setPieces] = useState<Readonly<Record<string, string>>>({})
  const kept = useMemo(() => keptCount(memory, shift.id), [shift.id])
  const [step, setStep] = useState<Step>({ kind: kept.read().compared ? 'looking' : 'counting' })
  const sumsOf = useSums()
  useEffect(() => {
    const { compared, remarks } = kept.read()
    if (!compared) return
    let current = true
    void write(() => shifts.report(shift.id, currency)).then((now) => {
      if (!current || !now) return
      const { report } = now
      if (!hasMoved(compared, report)) {
        setStep({ kind: 'comparing', counts: compared.counts, report })
        return
      }
      const before = t('shift.countedBefore', { amount: sumsOf(compared.counts) })
      kept.keep({ shiftId: shift.id, compared: null, remarks: [...remarks, before] })
      setStep({ kind: 'counting' })
    })
    return () => {
      current = false
    }
    // Looked at once: what is kept changes here only.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [kept])
  const currencies = [currency, ...(secondCurrency ? [secondCurrency.currency] : [])]
  const read = currencies.flatMap((one) =>
    denominationsOf(one, minorDigits(one)).map((value) => ({
      currency: one,
      value,
      pieces: readPieces(pieces[`${one} ${value}`] ?? ''),
    })),
  )
  const isFaulty = read.some((it) => it.pieces === null)
  const counts = read.map((it): CountedMoney => ({ ...it, pieces: it.pieces ?? 0 }))
  const countedIn = (one: string) => worthOfCount(counts.filter((it) => it.currency === one))

  async function compare(event: FormEvent) {
    event.preventDefault()
    if (isFaulty) return
    const now = await write(() => shifts.report(shift.id, currency))
    if (!now) return
    kept.keep({ ...kept.read(), compared: { counts, expected: now.report.expected } })
    setStep({ kind: 'comparing', counts, report: now.report })
  }

  async function countAgain(counted: readonly CountedMoney[]) {
    const amount = sumsOf(counted)
    const approval = await askApproval({
      kind: 'drawer_recount',
      what: t('shift.drawer', { number: shift.number }),
      before: amount,
      after: t('shift.countAgain'),
      details: { shiftId: shift.id },
    })
    if (!approval) return
    const name = people.nameOf(approval.approverId) ?? t('receipt.manager')
    const before = t('shift.recounted', { amount, name, reason: approval.reason })
    const { remarks } = kept.read()
    kept.keep({ shiftId: shift.id, compared: null, remarks: [...remarks, before] })
    setPieces({})
    setStep({ kind: 'counting' })
  }

  // What cannot be read now is not counted anew either.
  if (step.kind === 'looking') return fault ? <p role="alert">{fault}</p> : null
  if (step.kind === 'comparing') {
    return (
      <Compare
        shift={shift}
        counts={step.counts}
        report={step.report}
        remarks={kept.read().remarks}
        onAgain={() => void countAgain(step.counts)}
        onClosed={onClosed}
      />
    )
  }
  return (
    <form
      onSubmit={(event) => void compare(event)}
      className="flex flex-1 flex-col gap-4"
      data-testid="count"
    >
      <p className="text-muted">{t('shift.countLead')}</p>
      {currencies.map((one, index) => (
        <section key={one} className="flex flex-col gap-2">
          {currencies.length > 1 ? <h3 className="font-semibold">{one}</h3> : null}
          <PiecesTable
            currency={one}
            pieces={pieces}
            onPieces={(key, typed) => setPieces((before) => ({ ...before, [key]: typed }))}
            autoFocus={index === 0}
          />
        </section>
      ))}
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {fault}
        </p>
      ) : null}
      <div className="sticky -bottom-5 -mx-5 mt-auto -mb-5 flex flex-col gap-2 border-t border-line bg-raised px-5 py-3">
        {currencies.map((one) => (
          <p key={one} className="figures flex items-baseline justify-between">
            <span className="text-muted">
              {t('shift.counted')}
              {currencies.length > 1 ? ` ${one}` : null}
            </span>
            <span className="text-2xl font-semibold" data-testid={`counted-${one}`}>
              {money(countedIn(one), one)}
            </span>
          </p>
        ))}
        <Button
          type="submit"
          look="primary"
          className="min-h-14"
          disabled={busy || isFaulty}
          data-testid="compare"
        >
          {t('shift.compare')}
        </Button>
      </div>
    </form>
  )
}

/** What was counted, by currency, as words. */
function useSums(): (counts: readonly CountedMoney[]) => string {
  const { money } = useWords()
  return (counts) =>
    [...new Set(counts.map(({ currency }) => currency))]
      .map((one) => money(worthOfCount(counts.filter(({ currency }) => currency === one)), one))
      .join(' + ')
}

type CompareProps = Props & {
  counts: CountedMoney[]
  report: ZReport
  remarks: readonly string[]
  onAgain(): void
}

function Compare({ shift, counts, report, remarks, onAgain, onClosed }: CompareProps) {
  const { t, money } = useWords()
  const { shifts } = useShop()
  const { branch } = useOpenTill()
  const { people } = useLanePeople()
  const { busy, fault, write } = useWrite()
  const [note, setNote] = useState('')

  async function close(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    const closed = await write(() =>
      shifts.close(shift.id, {
        currency: branch.settings.currency,
        counts: counts.filter(({ pieces }) => pieces > 0),
        note: [...remarks, note.trim()].filter(Boolean).join('\n').slice(0, 2000) || null,
        actorId: people.seller().id,
      }),
    )
    if (closed) onClosed(closed.id)
  }

  return (
    <form onSubmit={(event) => void close(event)} className="flex flex-col gap-4">
      <p className="text-muted">{t('shift.compareLead')}</p>
      {report.expected.map(({ currency, amount }) => {
        const counted = worthOfCount(counts.filter((it) => it.currency === currency))
        const difference = counted - amount
        return (
          <dl
            key={currency}
            className="figures grid grid-cols-[1fr_auto] gap-y-1 rounded-xl bg-sunken px-4 py-3"
          >
            <dt className="text-muted">{t('shift.counted')}</dt>
            <dd className="text-right">{money(counted, currency)}</dd>
            <dt className="text-muted">{t('shift.expected')}</dt>
            <dd className="text-right">{money(amount, currency)}</dd>
            <dt className="font-semibold">{t('shift.variance')}</dt>
            <dd
              data-testid={`variance-${currency}`}
              className={classNames(
                'text-right text-xl font-semibold',
                difference === 0 ? 'text-good' : 'text-warn',
              )}
            >
              {difference === 0
                ? t('shift.none')
                : t(difference > 0 ? 'shift.over' : 'shift.short', {
                    amount: money(Math.abs(difference), currency),
                  })}
            </dd>
          </dl>
        )
      })}
      {remarks.map((remark) => (
        <p key={remark} className="figures text-sm text-muted">
          {remark}
        </p>
      ))}
      <TextField
        autoFocus
        label={t('shift.note')}
        // The remarks go before it, in the same field of the report.
        maxLength={Math.max(0, 1999 - remarks.join('\n').length)}
        autoComplete="off"
        value={note}
        fault={fault}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" look="primary" className="min-h-14" disabled={busy} data-testid="close-shift">
        {busy ? t('shift.closing') : t('shift.closeDo', { number: shift.number })}
      </Button>
      <Button disabled={busy} onClick={onAgain} data-testid="count-again">
        {t('shift.countAgain')}
      </Button>
    </form>
  )
}
