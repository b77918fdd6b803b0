import type { BackupRun } from '../../shared/backups/backups.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A backup that failed is tried again after so long, and not every few minutes. */
const RETRY_BACKUP = HOUR
const DRILL_EVERY = 7 * DAY
const RETRY_DRILL = DAY

type Past = { good: BackupRun | null; last: BackupRun | null }

/**
 * Whether the nightly backup is owed: none that is good was begun since the last time it was due. A night that was
 * missed is made up for at once, and so is the first of all.
 *
 * @param at minutes after midnight, UTC; null where nothing is owed
 */
export function isBackupDue(now: number, at: number | null, { good, last }: Past): boolean {
  if (at === null) return false
  const today = Math.floor(now / DAY) * DAY + at * MINUTE
  const slot = today <= now ? today : today - DAY
  if (good && begun(good) >= slot) return false
  return !hasFailed(last) || now - ended(last) >= RETRY_BACKUP
}

/** Whether the weekly drill is owed: there is a backup, and none was restored for a week, or a try failed yesterday. */
export function isDrillDue(now: number, { good, last }: Past): boolean {
  if (hasFailed(last) && now - ended(last) < RETRY_DRILL) return false
  return !good || now - begun(good) >= DRILL_EVERY
}

/** One that was only stopped says nothing against another try at once. */
function hasFailed(last: BackupRun | null): last is BackupRun {
  return last?.state === 'failed' && last.fault?.code !== 'interrupted'
}

function begun({ startedAt }: BackupRun): number {
  return startedAt === null ? 0 : Date.parse(startedAt)
}

function ended({ endedAt }: BackupRun): number {
  return endedAt === null ? 0 : Date.parse(endedAt)
}
