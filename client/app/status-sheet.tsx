import { Download, FileUp, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { WaitingDocument } from '../database/shop.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { note } from '../ui/note.ts'
import { memory } from './app-parts.ts'
import { ExportUnsent } from './export-unsent.tsx'
import { FirstLoad, hasBegun } from './first-load.tsx'
import { ImportOutbox } from './import-sheet.tsx'
import { leftBehind } from './left-behind.ts'
import { NeedHelp } from './need-help.tsx'
import { openRescuesIn } from '../pos/refund/rescue-queue.ts'
import { useShop, useSyncState } from './shop-context.ts'
import { StorageReport } from './storage-report.tsx'
import { statusOf } from './status-words.ts'
import { useNow } from './use-now.ts'
import { useObservable } from './use-observable.ts'
import { WaitingList } from './waiting-list.tsx'
import { wordsFor, wordsForCode } from './words-for-error.ts'

const nothing: readonly WaitingDocument[] = []

/** All about sending: what waits and why, Sync now, export of what is unsent, and the storage of this device. */
export function StatusSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const words = useWords()
  const { t, lasted } = words
  const shop = useShop()
  const state = useSyncState()
  const waiting = useObservable(shop.sync.waiting$, nothing)
  const now = useNow(1000)
  const [syncing, setSyncing] = useState(false)
  const [opened, setOpened] = useState<'export' | 'import' | null>(null)
  const left = leftBehind(memory, shop.session)
  const isLane = shop.session.lane !== null
  const toggle = (which: 'export' | 'import') => setOpened(opened === which ? null : which)
  const exporting = opened === 'export' && waiting.length > 0
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
      <p className="mb-3 text-[15px]">{statusOf(state, now, words, left).words}</p>
      {left > 0 ? (
        <p className="mb-3 rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">{t('status.leftHint')}</p>
      ) : null}
      {state.retry ? (
        <div className="mb-3 rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
          <p className="font-medium">
            {t('status.retry', {
              attempt: state.retry.attempt,
              when:
                Date.parse(state.retry.nextAt) - now >= 1_000
                  ? t('status.inTime', { duration: lasted(Date.parse(state.retry.nextAt) - now) })
                  : t('status.now'),
            })}
          </p>
          <p className="mt-0.5 break-words">
            {t('status.lastError', { error: reason(state.retry.lastError) })}
          </p>
        </div>
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        <Button look="primary" className="col-span-2" onClick={() => void syncNow()} disabled={syncing}>
          <RefreshCw aria-hidden className={syncing ? 'size-5 animate-spin' : 'size-5'} />
          {syncing ? t('status.syncing') : t('status.syncNow')}
        </Button>
        {isLane ? (
          <Button onClick={() => toggle('export')} disabled={waiting.length === 0} aria-expanded={exporting}>
            <Download aria-hidden className="size-5" />
            {t('status.export')}
          </Button>
        ) : null}
        <Button
          className={isLane ? 'px-2!' : 'col-span-2'}
          onClick={() => toggle('import')}
          aria-expanded={opened === 'import'}
        >
          <FileUp aria-hidden className="size-5" />
          {t('outbox.import')}
        </Button>
      </div>
      {exporting ? <ExportUnsent onDone={() => setOpened(null)} /> : null}
      {opened === 'import' ? <ImportOutbox /> : null}
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
        <WaitingList waiting={waiting} retry={state.retry} now={now} />
      </Section>
      <Section title={t('status.storage')}>
        <StorageReport hasUnsent={waiting.length + left + openRescuesIn(memory, shop.session) > 0} />
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
