/** A level beside a threshold that somebody set for it: the shop for everybody, or one person for themselves. */
export type Watched = {
  productId: string
  branchId: string
  /** Whose threshold it is; null where it is the shop's. */
  userId: string | null
  onHand: number
  threshold: number
  /** The position of the level in the log. */
  seq: number
  /** Where in the log it was last seen low; null where it was above then, or was never looked at. */
  markedAt: number | null
  /** Whether something took it down from above the threshold since it was last seen low, or looked at. */
  hasBeenAbove: boolean
}

/** What follows from looking at levels that changed. */
export type Crossings = {
  /** Those that came down to their threshold: to be told. */
  crossed: Watched[]
  /** Those that are low: to be remembered with the position they are at now. */
  low: Watched[]
  /** Those that are above again: their next crossing is told. */
  above: Watched[]
}

/**
 * Tells which levels have come down to their thresholds since they were last looked at: each crossing once, however
 * often a level changes below. A level that was low, was filled up and is low again has crossed twice; one that began
 * with less than its threshold, or whose threshold was moved above it, has crossed nothing.
 */
export function decideCrossings(watched: readonly Watched[]): Crossings {
  const low = watched.filter(({ onHand, threshold }) => onHand <= threshold)
  return {
    crossed: low.filter(({ hasBeenAbove }) => hasBeenAbove),
    low,
    above: watched.filter((one) => one.onHand > one.threshold && one.markedAt !== null),
  }
}
