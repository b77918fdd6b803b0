import type { Checkpoint } from './protocol.ts'

/**
 * Where a log stands as a caller's checkpoint is judged: its name on the wire, its head, and the position of the newest
 * tombstone that was purged of what the caller may hold.
 */
export type LogState = { epoch: string; head: number; purgedTo: number }

/**
 * The wire's name of a log: its epoch, and behind a dot the position up to which tombstones were purged. Whoever began
 * under this name has begun after that purge and can have missed nothing of it, wherever they are in their first pull.
 */
export function logName(epoch: string, horizon: number): string {
  return horizon === 0 ? epoch : `${epoch}.${horizon}`
}

/** The epoch of a name: the same for as long as the database was not set back (E1). */
export function epochOf(name: string): string {
  return name.split('.', 1)[0] as string
}

/** Whether two names are of one log, before and after a purge. */
export function isSameLog(one: string, other: string): boolean {
  return epochOf(one) === epochOf(other)
}

/**
 * Whether a checkpoint must be answered like a foreign epoch (E2): it is of another log, ahead of this one, or from
 * before a tombstone that is not there any more (L5). One that has begun after that purge is as good as new. Without
 * its epoch a checkpoint may be from before the purge at any position but 0.
 */
export function isForeign(
  known: Omit<Checkpoint, 'epoch'> & { epoch?: string | undefined },
  log: LogState,
): boolean {
  if (known.seq > log.head) return true
  const begun = known.epoch === undefined ? 0 : horizonOf(known.epoch)
  if (known.epoch !== undefined && !isSameLog(known.epoch, log.epoch)) return true
  if (begun > horizonOf(log.epoch)) return true
  return known.seq > 0 && known.seq < log.purgedTo && begun < log.purgedTo
}

/** The position behind the dot; 0 before the first purge. */
export function horizonOf(name: string): number {
  const horizon = Number(name.slice(epochOf(name).length + 1))
  return Number.isSafeInteger(horizon) ? horizon : 0
}
