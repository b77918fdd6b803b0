import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

const Count = z.number().min(0)

/** Why a backup or a drill failed. */
export const faultCodes = [
  'disk-full',
  'store-unreachable',
  'store-refused',
  'no-rights',
  'database',
  'damaged',
  'wrong-key',
  'interrupted',
  'invariant',
  'unknown',
] as const
export type FaultCode = (typeof faultCodes)[number]

export const RunFault = z.object({ code: z.enum(faultCodes), message: z.string() })
export type RunFault = z.infer<typeof RunFault>

/** What a backup holds, or what a drill found in it. */
export const RunFigures = z.object({
  /** As they lie in the store, compressed. */
  bytes: z.optional(Count),
  tables: z.optional(Count),
  rows: z.optional(Count),
  /** What a drill compared, each with how many of it. */
  checked: z.optional(z.record(z.string(), Count)),
})
export type RunFigures = z.infer<typeof RunFigures>

/** One backup, one restore or one drill, as it was kept. */
export const BackupRun = z.object({
  id: z.string(),
  kind: z.enum(['backup', 'drill', 'restore']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** The name of the backup in its store; null before there is one. */
  backup: z.nullable(z.string()),
  /** The folder or the bucket. */
  place: z.nullable(z.string()),
  startedAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  figures: RunFigures,
  fault: z.nullable(RunFault),
})
export type BackupRun = z.infer<typeof BackupRun>

/** How the backups of the installation do: they are of the whole database, whichever business asks. */
export const BackupFacts = z.object({
  /** The last good backup, or since when one has been owed where there was none yet. */
  goodSince: Instant,
  lastGood: z.nullable(BackupRun),
  /** The last that ended, good or not. */
  last: z.nullable(BackupRun),
  lastDrill: z.nullable(BackupRun),
  /** When the database was set back last. */
  lastRestore: z.nullable(BackupRun),
  /** What waits or is at work. */
  current: z.nullable(BackupRun),
})
export type BackupFacts = z.infer<typeof BackupFacts>
