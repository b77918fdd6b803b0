import { Fragment } from 'react'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import { device } from '../app/app-parts.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import { Progress } from '../ui/progress.tsx'
import { operationActions } from './operation-actions.ts'
import type { OperationCommand } from './operation-actions.ts'
import type { Telling } from './operation-words.ts'
import { saysWhole } from './operation-words.ts'

type Props = {
  operation: BulkOperation
  telling: Telling
  fault: unknown
  busy: boolean
  onTell(command: OperationCommand): Promise<void>
  onFile(): Promise<void>
}

/** Beside what the operation is called there is no need to say it in each button. */
const short = {
  'bulk.stopOf': 'bulk.stop',
  'bulk.fileOf': 'bulk.file',
  'bulk.retryOf': 'bulk.retry',
  'bulk.undoOf': 'bulk.undo',
} as const

/** How far an operation is, and what can be done about it. */
export function ProgressView({ operation, telling, fault, busy, onTell, onFile }: Props) {
  const { t, moment, fullMoment } = telling.words
  const { total, changed, unchanged, failed, state, kind, undoUntil, finishedAt, createdBy } = operation
  const isUndo = kind === 'undo'
  const done = changed + unchanged
  const actions = operationActions(operation, telling, {
    isBusy: busy,
    now: device.now(),
    tell: onTell,
    saveFailures: onFile,
  })
  return (
    <div className="flex flex-1 flex-col gap-4 pt-2" data-testid="bulk-progress">
      <div>
        <p className="font-medium">{saysWhole(operation, telling)}</p>
        <p className="text-sm text-muted">
          {t('bulk.byWhom', { name: createdBy.name, moment: fullMoment(operation.createdAt) })}
        </p>
      </div>
      <p role="status" className="text-xl font-semibold tracking-tight" data-testid="bulk-state">
        {stateWords(operation, telling)}
      </p>
      <Progress
        label={t('bulk.progress')}
        figures={t(isUndo ? 'bulk.figuresUndo' : 'bulk.figures', { done, failed, total })}
        value={total === 0 ? 1 : (done + failed) / total}
      />
      {finishedAt === null ? <p className="text-muted">{t('bulk.goesOn')}</p> : null}
      {finishedAt === null ? null : (
        <ul className="figures flex flex-col gap-1">
          <li>{t('bulk.changed', { count: changed })}</li>
          {unchanged > 0 ? <li className="text-muted">{t('bulk.unchanged', { count: unchanged })}</li> : null}
          {failed > 0 ? (
            <li className={isUndo ? 'text-muted' : 'text-bad'}>
              {t(isUndo ? 'bulk.skipped' : 'bulk.failed', { count: failed })}
            </li>
          ) : null}
        </ul>
      )}
      {state === 'cancelled' && changed > 0 ? <p className="text-muted">{t('bulk.staysChanged')}</p> : null}
      {state === 'stopped' ? (
        <p className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {t('bulk.stoppedHint', { fault: operation.fault ?? '' })}
        </p>
      ) : null}
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(fault, t)}
        </p>
      ) : null}
      <div className="mt-auto flex flex-col gap-2 pt-2">
        {actions.map((action) => (
          <Fragment key={action.id}>
            {action.says === 'bulk.undoOf' && undoUntil !== null ? (
              <p className="text-sm text-muted">{t('bulk.undoUntil', { moment: moment(undoUntil) })}</p>
            ) : null}
            <ActionButton action={action}>{t(short[action.says as keyof typeof short])}</ActionButton>
          </Fragment>
        ))}
      </div>
    </div>
  )
}

/** Where an operation stands, in words. */
export function stateWords({ state, ahead }: BulkOperation, { words: { t } }: Telling): string {
  if (state === 'queued') return ahead === 0 ? t('bulk.queued') : t('bulk.queuedBehind', { count: ahead })
  return t(`bulk.${state}`)
}
