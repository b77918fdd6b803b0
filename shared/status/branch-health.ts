import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

const Count = z.int().min(0)

/**
 * How a lane does. `online` while its socket stands; `offline` when it does not; `silent` where nobody has heard of it
 * for two weeks, though nobody revoked it.
 */
export const LaneHealth = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  state: z.enum(['online', 'offline', 'silent']),
  /** When it was last heard, in any way; null where never. */
  lastContactAt: z.nullable(Instant),
  /** Since when its socket stands; null while it does not. */
  onlineSince: z.nullable(Instant),
  /** What it said of itself, and when; null where its app is too old to say anything. */
  report: z.nullable(
    z.object({
      at: Instant,
      version: z.string(),
      /** Documents that the server has not acknowledged. */
      waiting: Count,
      /** Since when the oldest of them waits. */
      oldestAt: z.nullable(Instant),
      needHelp: Count,
      /** Milliseconds from writing to the server's word: the median and the worst of the last fifty. */
      latency: z.nullable(z.object({ median: Count, worst: Count })),
    }),
  ),
  /** When it last pulled or pushed without an error. */
  lastSyncAt: z.nullable(Instant),
  /**
   * Pulls and pushes of the last hour, and those of them that failed; then documents, of pushes that did not fail: how
   * many were refused, and how many met a conflict.
   */
  lastHour: z.object({
    requests: Count,
    errors: Count,
    lastError: z.nullable(z.string()),
    refused: Count,
    conflicts: Count,
  }),
})
export type LaneHealth = z.infer<typeof LaneHealth>

export const BranchHealth = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  lanes: z.array(LaneHealth),
})
export type BranchHealth = z.infer<typeof BranchHealth>

/** Every branch with its lanes, at a moment of the server's clock, and the version that the server has. */
export const BranchesHealth = z.object({
  at: Instant,
  version: z.string(),
  branches: z.array(BranchHealth),
})
export type BranchesHealth = z.infer<typeof BranchesHealth>
