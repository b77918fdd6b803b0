import { ChevronRight } from 'lucide-react'
import type { Shift } from '../../shared/shifts/shift.ts'
import { worthOfCount } from '../../shared/shifts/denominations.ts'
import { useWords } from '../i18n/use-words.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Pill } from '../ui/pill.tsx'

/** Closed shifts of this lane, the newest first; each opens its report. */
export function PastShifts({ shifts, onShow }: { shifts: readonly Shift[]; onShow(shiftId: string): void }) {
  const { t, moment } = useWords()
  return (
    <section className="mt-2">
      <h3 className="mb-1 font-semibold">{t('shift.past')}</h3>
      {shifts.length === 0 ? <p className="py-2 text-muted">{t('shift.pastNone')}</p> : null}
      <ul className="-mx-2" data-testid="past-shifts">
        {shifts.map((shift) => (
          <li key={shift.id}>
            <button
              type="button"
              onClick={() => onShow(shift.id)}
              className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 text-left hover:bg-sunken"
            >
              <span className="figures min-w-0 flex-1 leading-tight">
                <span className="block font-medium">{t('shift.z', { number: shift.number })}</span>
                <span className="block text-sm text-muted">{moment(shift.closedAt ?? shift.openedAt)}</span>
              </span>
              <Variance shift={shift} />
              <ChevronRight aria-hidden className="size-5 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Variance({ shift }: { shift: Shift }) {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const own = branch.settings.currency
  const expected = shift.closing?.expected.find(({ currency }) => currency === own)
  if (!expected) return null
  const counted = worthOfCount(shift.counts?.filter(({ currency }) => currency === own) ?? [])
  const difference = counted - expected.amount
  if (difference === 0) return null
  return (
    <Pill tone="warn">
      {t(difference > 0 ? 'shift.over' : 'shift.short', { amount: money(Math.abs(difference), own) })}
    </Pill>
  )
}
