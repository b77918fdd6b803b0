import { Download, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { WaitingDocument } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { note } from '../ui/note.ts'
import { Pill } from '../ui/pill.tsx'
import { ExportUnsent } from './export-unsent.tsx'
import { FirstLoad, hasBegun } from './first-load.tsx'
import { NeedHelp } from './need-help.tsx'
import { useShop, useSyncState } from './shop-context.ts'
import { StorageReport } from './storage-report.tsx'
import { statusOf } from './status-words.ts'
import { useNow } from './use-now.ts'
import { useObservable } from './use-observable.ts'
import { wordsFor, wordsForCode } from './words-for-error.ts'

const nothing: readonly WaitingDocument[] = []
const mostShown = 200

/** All about sending: what waits and why, Sync now, export of what is unsent, and the storage of this device. */
export function StatusSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const words = useWords()
  const { t, clock, lasted } = words
  const shop = useShop()
  const state = useSyncState()
  const waiting = useObservable(shop.sync.waiting$, nothing)
  const now = useNow(1000)
  const [syncing, setSyncing] = useState(false)
  const [exporting, setExporting] = useState(false)
  // By code where it has one; what else it may be is for support.
  const reason = (error: string) => wordsForCode(error, t) ?? error

  async function syncNow() {
    setSyncing(true)
    try {
      await shop.sync.syncNow()
    } catch (error) {
      note(wordsFor(error, t))
    } finally {
      setSyncing(false)
    }
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="side"
      title={t('status.title')}
      closeLabel={t('common.close')}
    >
      <p className="mb-3 text-[15px]">{statusOf(state, now, words).words}</p>
      {state.retry ? (
        <div className="mb-3 rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
          <p className="font-medium">
            {t('status.retry', {
              attempt: state.retry.attempt,
              when:
                Date.parse(state.retry.nextAt) > now
                  ? t('status.inTime', { duration: lasted(Date.parse(state.retry.nextAt) - now) })
                  : t('status.now'),
            })}
          </p>
          <p className="mt-0.5 break-words">
            {t('status.lastError', { error: reason(state.retry.lastError) })}
          </p>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => void syncNow()} disabled={syncing}>
          <RefreshCw aria-hidden className={syncing ? 'size-5 animate-spin' : 'size-5'} />
          {syncing ? t('status.syncing') : t('status.syncNow')}
        </Button>
        <Button
          onClick={() => setExporting(!exporting)}
          disabled={waiting.length === 0}
          aria-expanded={exporting}
        >
          <Download aria-hidden className="size-5" />
          {t('status.export')}
        </Button>
      </div>
      {exporting && waiting.length > 0 ? <ExportUnsent onDone={() => setExporting(false)} /> : null}
      {state.firstLoad && hasBegun(state.firstLoad) ? (
        <Section title={t('firstLoad.title')}>
          <FirstLoad progress={state.firstLoad} />
        </Section>
      ) : null}
      {state.needHelp > 0 ? (
        <Section title={t('status.help')}>
          <NeedHelp />
        </Section>
      ) : null}
      <Section title={t('status.unsent')}>
        <p className="mb-2 text-sm text-muted">
          {waiting.length === 0 ? t('status.unsentNone') : t('status.unsentHint')}
        </p>
        <ul className="flex flex-col divide-y divide-line">
          {waiting.slice(0, mostShown).map((one) => (
            <li key={one.id} className="flex items-start gap-3 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="figures font-medium">{one.label}</p>
                <p className="text-sm text-muted">{t('status.sold', { time: clock(one.since) })}</p>
                {one.lastError ? (
                  <p className="text-sm break-words text-warn">
                    {t('status.lastError', { error: reason(one.lastError) })}
                  </p>
                ) : null}
              </div>
              {one.attempts > 0 ? (
                <Pill tone="warn">{t('status.attempts', { count: one.attempts })}</Pill>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('status.storage')}>
        <StorageReport />
      </Section>
    </Dialog>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6 border-t border-line pt-4">
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  )
}
