import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Shift } from '../../shared/shifts/shift.ts'
import { useShop, useSyncState } from '../app/shop-context.ts'
import type { ShiftReport } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { useLanePeople } from '../people/people-context.ts'
import { useOpenTill } from '../pos/use-till.ts'
import { Button } from '../ui/button.tsx'
import type { Paper } from './print-paper.ts'
import { printPaper } from './print-paper.ts'
import { ZSlip } from './z-slip.tsx'

/** A shift's report on screen as it will be printed, and both ways to print it. */
export function ReportView({ shift, copy }: { shift: Shift; copy: boolean }) {
  const { t } = useWords()
  const { session } = useShop()
  const { branch } = useOpenTill()
  const { people } = useLanePeople()
  const now = useReportNow(shift, branch.settings.currency)
  // What a person printed and signed stays as it is; only what nobody has closed yet moves on.
  const report = shift.closing ?? now?.report
  if (!report) return null
  const { lane } = session
  const slip = (
    <ZSlip
      shift={shift}
      report={report}
      amendment={now?.amendment ?? null}
      branch={branch}
      lane={lane ? `${lane.branchCode}-${lane.code}` : ''}
      nameOf={(id) => people.nameOf(id) ?? id.slice(0, 8)}
      copy={copy}
    />
  )
  const print = (paper: Paper) => () => printPaper(shift.id, paper)
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Button data-first onClick={print('roll')}>
          <Printer aria-hidden className="size-5" />
          {t('shift.print80')}
        </Button>
        <Button onClick={print('a4')}>
          <Printer aria-hidden className="size-5" />
          {t('shift.printA4')}
        </Button>
      </div>
      <div className="rounded-md bg-white p-5 text-black shadow-float">{slip}</div>
      {createPortal(
        <>
          <div className="on-paper" data-paper={`${shift.id}-roll`} aria-hidden>
            {slip}
          </div>
          <div className="on-paper" style={{ width: '180mm' }} data-paper={`${shift.id}-a4`} aria-hidden>
            {slip}
          </div>
        </>,
        document.body,
      )}
    </>
  )
}

/** The report as the shift would give it now, again whenever something was sold or settled. */
function useReportNow({ id, updatedAt }: Shift, currency: string): ShiftReport | null {
  const { shifts } = useShop()
  const [found, setFound] = useState<ShiftReport | null>(null)
  const { waiting, lastSync } = useSyncState()
  useEffect(() => {
    let current = true
    void shifts
      .report(id, currency)
      .catch(() => null)
      .then((answer) => (current && answer ? setFound(answer) : undefined))
    return () => {
      current = false
    }
  }, [shifts, id, currency, updatedAt, waiting, lastSync])
  return found
}
