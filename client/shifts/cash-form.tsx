import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Shift } from '../../shared/shifts/shift.ts'
import { useShop } from '../app/shop-context.ts'
import { minorDigits, readMoney } from '../i18n/money.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { Keypad } from '../pos/keypad.tsx'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/text-field.tsx'
import { useWrite } from './use-write.ts'

const reasons = { in: ['in_change', 'in_owner'], out: ['out_bank', 'out_supplier', 'out_wages'] } as const
type Reason = (typeof reasons)['in' | 'out'][number] | 'other'

type Props = {
  shift: Shift
  direction: 'in' | 'out'
  /**
   * What is known already, minor units and words: the amount can still be changed. Where `asksAlways` a manager allows
   * it whatever it is; `isOwed` says whether it still is when that word is there, which may take half an hour.
   */
  start?: { amount: Minor; reason: string; asksAlways: boolean; isOwed(): boolean }
  onDone(): void
}

/** Cash in or out of the drawer, with the reason; over the branch's limit with a manager's word. */
export function CashForm({ shift, direction, start, onDone }: Props) {
  const { t, money, typedMoney } = useWords()
  const { shifts } = useShop()
  const { branch } = useOpenTill()
  const { people, askApproval } = useLanePeople()
  const { currency, limits } = branch.settings
  const { busy, fault, write } = useWrite()
  const [typed, setTyped] = useState(() => (start ? typedMoney(start.amount, currency) : ''))
  const [code, setCode] = useState<Reason>(start ? 'other' : reasons[direction][0])
  const [words, setWords] = useState(start?.reason ?? '')
  const amount = typed === '' ? null : readMoney(typed, currency)
  const reason = code === 'other' ? words.trim() : t(`shift.${code}`)
  const isFine = amount !== null && amount > 0 && reason !== ''
  const shown = money(amount ?? 0, currency)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!isFine || busy) return
    const actorId = people.seller().id
    const free = start?.asksAlways ? 0 : limits.cashOut
    const isOver = direction === 'out' && free !== null && amount > free
    const approval = isOver
      ? await askApproval({
          kind: 'cash_out',
          what: t('shift.drawer', { number: shift.number }),
          before: free as Minor,
          after: amount,
          details: { shiftId: shift.id, reason },
        })
      : null
    if (isOver && !approval) return
    if (start && !start.isOwed()) return onDone()
    if (await write(() => shifts.moveCash(shift.id, { direction, amount, reason, actorId, approval })))
      onDone()
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3" data-testid="cash-form">
      <TextField
        big
        data-first
        autoFocus
        label={t('shift.amount')}
        inputMode={matchMedia('(pointer: fine)').matches ? 'decimal' : 'none'}
        autoComplete="off"
        value={typed}
        fault={typed !== '' && !(amount !== null && amount > 0) ? t('shift.amountFault') : fault}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {start ? (
        <p className="figures font-medium">{start.reason}</p>
      ) : (
        <div role="radiogroup" aria-label={t('shift.reason')} className="flex flex-wrap gap-2">
          {([...reasons[direction], 'other'] as const).map((one: Reason) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={one === code}
              onClick={() => setCode(one)}
              className={classNames(
                'min-h-12 rounded-xl border px-3.5 text-[15px] font-medium',
                one === code
                  ? 'border-accent bg-accent-soft text-accent-text'
                  : 'border-line-strong hover:bg-sunken',
              )}
            >
              {t(`shift.${one}`)}
            </button>
          ))}
        </div>
      )}
      {code === 'other' && !start ? (
        <TextField
          label={t('shift.otherReason')}
          maxLength={200}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      ) : null}
      <Keypad
        value={typed}
        onChange={setTyped}
        decimals={minorDigits(currency) > 0}
        label={t('shift.amount')}
      />
      <Button type="submit" look="primary" className="min-h-14" disabled={!isFine || busy}>
        {t(direction === 'in' ? 'shift.putIn' : 'shift.takeOut', { amount: shown })}
      </Button>
    </form>
  )
}
