import { ArrowDownToLine, ArrowLeft, ArrowUpFromLine, FileText, Lock } from 'lucide-react'
import { useState } from 'react'
import type { Shift } from '../../shared/shifts/shift.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import { useObservable } from '../app/use-observable.ts'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { CashForm } from './cash-form.tsx'
import { CountForm } from './count-form.tsx'
import { OpenForm } from './open-form.tsx'
import { PastShifts } from './past-shifts.tsx'
import { ReportView } from './report-view.tsx'

type View =
  | { kind: 'home' }
  | { kind: 'cash'; direction: 'in' | 'out' }
  | { kind: 'count' }
  | { kind: 'report'; shiftId: string; copy: boolean }

const home: View = { kind: 'home' }
const notHeard: readonly Shift[] | null = null

/** The drawer: opens a shift, moves cash, counts and closes, and shows every report of this lane. */
export function ShiftSheet({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const shifts = useObservable<readonly Shift[] | null>(useShop().shifts.own$, notHeard)
  const { isWriter } = useSyncState()
  const [view, setView] = useState<View>(home)
  const open = shifts?.find(({ closedAt }) => closedAt === null) ?? null
  const shown = view.kind === 'report' ? shifts?.find(({ id }) => id === view.shiftId) : undefined
  const titles = {
    home: open ? t('till.shiftNumber', { number: open.number }) : t('till.shift'),
    cash: view.kind === 'cash' && view.direction === 'in' ? t('shift.cashIn') : t('shift.cashOut'),
    count: t('shift.countTitle'),
    report: shown?.closedAt === null ? t('shift.xReport') : t('shift.zReport'),
  }
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={titles[view.kind]}
      description={open && view.kind === 'home' ? <Since shift={open} /> : undefined}
      closeLabel={t('common.close')}
    >
      <div className="flex min-h-full flex-col gap-4 pt-2" data-testid="shift-sheet">
        {view.kind === 'home' ? null : (
          <Button look="quiet" className="-mt-3 -ml-4 self-start" onClick={() => setView(home)}>
            <ArrowLeft aria-hidden className="size-5" />
            {t('shift.back')}
          </Button>
        )}
        {shifts === null ? null : view.kind === 'report' ? (
          shown ? (
            <ReportView key={shown.id} shift={shown} copy={view.copy} />
          ) : null
        ) : view.kind === 'cash' && open ? (
          <CashForm
            key={view.direction}
            shift={open}
            direction={view.direction}
            onDone={() => setView(home)}
          />
        ) : view.kind === 'count' && open ? (
          <CountForm shift={open} onClosed={(shiftId) => setView({ kind: 'report', shiftId, copy: false })} />
        ) : (
          <>
            {isWriter ? null : (
              <p className="rounded-xl bg-warn-soft px-4 py-3 text-warn">{t('app.readOnly')}</p>
            )}
            {open ? (
              <Actions shift={open} onView={setView} />
            ) : isWriter ? (
              <OpenForm onOpened={onClose} />
            ) : null}
            <PastShifts
              shifts={shifts.filter(({ closedAt }) => closedAt !== null)}
              onShow={(shiftId) => setView({ kind: 'report', shiftId, copy: true })}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

function Since({ shift }: { shift: Shift }) {
  const { t, moment } = useWords()
  const { people } = useLanePeople()
  return <>{t('shift.since', { time: moment(shift.openedAt), name: people.nameOf(shift.openedBy) ?? '' })}</>
}

function Actions({ shift, onView }: { shift: Shift; onView(view: View): void }) {
  const { t, money } = useWords()
  const { branch } = useOpenTill()
  const { isWriter } = useSyncState()
  return (
    <div className="flex flex-col gap-2">
      <p className="figures mb-1 flex items-baseline justify-between rounded-xl bg-sunken px-4 py-3">
        <span className="text-muted">{t('shift.float')}</span>
        <span className="text-xl font-semibold">{money(shift.openingFloat, branch.settings.currency)}</span>
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button data-first disabled={!isWriter} onClick={() => onView({ kind: 'cash', direction: 'in' })}>
          <ArrowDownToLine aria-hidden className="size-5" />
          {t('shift.cashIn')}
        </Button>
        <Button disabled={!isWriter} onClick={() => onView({ kind: 'cash', direction: 'out' })}>
          <ArrowUpFromLine aria-hidden className="size-5" />
          {t('shift.cashOut')}
        </Button>
      </div>
      <Button onClick={() => onView({ kind: 'report', shiftId: shift.id, copy: false })}>
        <FileText aria-hidden className="size-5" />
        {t('shift.xReport')}
      </Button>
      <Button look="primary" disabled={!isWriter} onClick={() => onView({ kind: 'count' })}>
        <Lock aria-hidden className="size-5" />
        {t('shift.close')}
      </Button>
    </div>
  )
}
