import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Branch } from '../../shared/branches/branch.ts'
import { Banners } from '../app/banners.tsx'
import { useShop } from '../app/shop-context.ts'
import { TopBar } from '../app/top-bar.tsx'
import { useObservable } from '../app/use-observable.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { EntryTable } from './entry-table.tsx'
import { useSyncLog } from './use-sync-log.ts'
import type { Entry, LoggedDevice } from './use-sync-log.ts'

const directions = ['all', 'pull', 'push', 'stream'] as const
type Direction = (typeof directions)[number]
const noBranches: readonly Branch[] = []

/** What one till pulled and pushed, what came of it and what went wrong, live. */
export function SyncLogPage() {
  const { id } = useParams({ from: '/devices/$id/sync-log' })
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <DeviceLog key={id} id={id} />
    </div>
  )
}

function DeviceLog({ id }: { id: string }) {
  const { t, moment } = useWords()
  const { devices, entries, hasMore, fault, more, again } = useSyncLog(id)
  const [direction, setDirection] = useState<Direction>('all')
  const [onlyTrouble, setOnlyTrouble] = useState(false)
  const device = devices?.find((one) => one.id === id)
  const shown = (entries ?? []).filter(
    (entry) => (direction === 'all' || entry.direction === direction) && (!onlyTrouble || isTrouble(entry)),
  )
  const lastSeen = device?.lastSeenAt ? moment(device.lastSeenAt) : t('syncLog.never')
  return (
    <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5">
      <div className="flex flex-wrap items-end gap-3">
        <div className="mr-auto">
          <h1 className="text-2xl font-semibold tracking-tight">{t('syncLog.title')}</h1>
          <p className="text-muted" role="status">
            {device
              ? t('syncLog.lead', { lane: device.code, name: device.name, when: lastSeen })
              : devices
                ? t('syncLog.noDevice')
                : t('letters.loading')}
            {device?.revokedAt ? ` · ${t('syncLog.revoked')}` : ''}
          </p>
        </div>
        <DeviceChoice devices={devices ?? []} id={id} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Choice<Direction>
          label={t('syncLog.what')}
          value={direction}
          options={directions.map((value) => ({ value, label: t(`syncLog.${value}`) }))}
          onChange={setDirection}
          small
        />
        <Choice
          label={t('syncLog.onlyTrouble')}
          value={onlyTrouble ? 'trouble' : 'anything'}
          options={[
            { value: 'anything' as const, label: t('syncLog.anything') },
            { value: 'trouble' as const, label: t('syncLog.onlyTrouble') },
          ]}
          onChange={(value) => setOnlyTrouble(value === 'trouble')}
          small
        />
      </div>
      {fault ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
        >
          <p className="flex-1">{wordsFor(fault, t)}</p>
          <Button onClick={again}>{t('common.tryAgain')}</Button>
        </div>
      ) : null}
      {entries !== null && shown.length === 0 ? (
        <div role="status" className="py-16 text-center">
          <p className="text-lg font-medium">
            {entries.length === 0 ? t('syncLog.none') : t('syncLog.filteredOut')}
          </p>
          {entries.length === 0 ? <p className="text-muted">{t('syncLog.noneHint')}</p> : null}
        </div>
      ) : null}
      {shown.length > 0 ? <EntryTable entries={shown} /> : null}
      {hasMore ? (
        <Button className="self-center" onClick={more}>
          {t('desk.deadMore')}
        </Button>
      ) : null}
    </main>
  )
}

function isTrouble({ conflicts, rejected, errors }: Entry): boolean {
  return conflicts + rejected + errors > 0
}

function DeviceChoice({ devices, id }: { devices: readonly LoggedDevice[]; id: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const branches = useObservable(useShop().branches$, noBranches)
  const codeOf = (branchId: string) => branches.find((branch) => branch.id === branchId)?.code ?? ''
  return (
    <label className="flex flex-col gap-1 text-sm font-medium text-muted">
      {t('syncLog.tills')}
      <select
        value={id}
        onChange={(event) =>
          void navigate({ to: '/devices/$id/sync-log', params: { id: event.currentTarget.value } })
        }
        className="h-12 rounded-xl border border-line-strong bg-surface px-3 text-base text-ink"
      >
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {`${codeOf(device.branchId)} ${device.code} · ${device.name}`}
          </option>
        ))}
      </select>
    </label>
  )
}
