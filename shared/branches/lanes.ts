import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

/** A lane of a branch as its neighbours know it. */
export const BranchLane = z.object({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  /** When it last pulled, pushed or registered; null where nobody knows. */
  lastSeenAt: z.nullable(Instant),
})
export type BranchLane = z.infer<typeof BranchLane>

/** The lanes of a branch that may sell, at a moment of the server's clock. */
export const BranchLanes = z.object({ lanes: z.array(BranchLane), at: Instant })
export type BranchLanes = z.infer<typeof BranchLanes>
