import type { BackupFacts, BackupRun } from '../../shared/backups/backups.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { FigureCard } from '../ui/figure-card.tsx'
import { backupActions } from './backup-actions.ts'
import { backupFaultWords } from './backup-fault-words.ts'

type Props = { backups: BackupFacts; onAsked(): Promise<void> }

/** The last backup and the last trial of one: when, how large, where, what was checked, and why one failed. */
export function BackupsSection({ backups, onAsked }: Props) {
  const { t } = useWords()
  const { last, lastDrill, lastGood, lastRestore, current } = backups
  const actions = useActions(backupActions(t, onAsked, backups))
  return (
    <section data-testid="backups">
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <div className="min-w-64 flex-1">
          <h2 className="text-lg font-semibold">{t('backups.title')}</h2>
          <p className="max-w-3xl text-[15px] text-muted">{t('backups.lead')}</p>
        </div>
        <p role="status" className="text-[15px] font-medium text-accent-text empty:absolute">
          {current ? t(`backups.${whatIsDone(current)}`) : null}
        </p>
        {actions.map((action) => (
          <ActionButton key={action.id} action={action} />
        ))}
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-3">
        <LastGood run={lastGood} />
        <LastDrill run={lastDrill} />
        {lastRestore ? <LastRestore run={lastRestore} /> : null}
      </div>
      {last?.state === 'failed' ? <Failure run={last} /> : null}
      {lastDrill?.state === 'failed' ? <Failure run={lastDrill} /> : null}
    </section>
  )
}

function whatIsDone({ state, kind }: BackupRun): 'waiting' | 'drillWaits' | 'atDrill' | 'atBackup' {
  if (state === 'waiting') return kind === 'drill' ? 'drillWaits' : 'waiting'
  return kind === 'drill' ? 'atDrill' : 'atBackup'
}

function LastGood({ run }: { run: BackupRun | null }) {
  const { t, moment, number, lasted } = useWords()
  if (!run?.startedAt)
    return <FigureCard label={t('backups.last')} value={t('backups.none')} hint={t('backups.noneHint')} />
  const { bytes = 0, rows = 0, tables = 0 } = run.figures
  const took = Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt)
  const size = t('units.megabytes', {
    size: number(bytes / 1_048_576, { maximumFractionDigits: bytes < 10_485_760 ? 1 : 0 }),
  })
  return (
    <FigureCard
      label={t('backups.last')}
      value={moment(run.startedAt)}
      hint={
        <>
          {size} · {t('backups.madeOf', { rows: number(rows), tables: number(tables), time: lasted(took) })}
          <span className="block break-all">
            {t('backups.place')}: {run.place}
          </span>
        </>
      }
    />
  )
}

function LastDrill({ run }: { run: BackupRun | null }) {
  const { t, moment, number } = useWords()
  if (!run?.endedAt) return <FigureCard label={t('backups.drill')} value={t('backups.drillNone')} />
  const at = t('backups.at', { time: moment(run.endedAt) })
  const { levels = 0, orders = 0, seals = 0, foreignKeys = 0 } = run.figures.checked ?? {}
  const found = t('backups.drillHint', {
    levels: number(levels),
    orders: number(orders),
    seals: number(seals),
    keys: number(foreignKeys),
  })
  if (run.state === 'failed')
    return <FigureCard label={t('backups.drill')} value={t('backups.drillBad')} hint={at} tone="bad" />
  return <FigureCard label={t('backups.drill')} value={t('backups.drillGood')} hint={`${at} · ${found}`} />
}

function LastRestore({ run }: { run: BackupRun }) {
  const { t, moment } = useWords()
  return (
    <FigureCard
      label={t('backups.restored')}
      value={run.endedAt ? moment(run.endedAt) : ''}
      hint={<span className="break-all">{run.backup}</span>}
    />
  )
}

/** Why a try failed: what to do in the reader's language, and what was said, as it was said. */
function Failure({ run: { fault, endedAt } }: { run: BackupRun }) {
  const { t, moment } = useWords()
  if (!fault) return null
  return (
    <p className="mt-3 max-w-3xl text-[15px]">
      <span className="font-medium text-bad">
        {t('backups.failedAt', { time: endedAt ? moment(endedAt) : '' })}
      </span>{' '}
      {backupFaultWords(fault.code, t)}
      <span className="block text-sm break-words text-muted">{fault.message}</span>
    </p>
  )
}
