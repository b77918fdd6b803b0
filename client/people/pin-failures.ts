import type { PinFailure } from '../../shared/access/lane-people.ts'

const most = 10_000

/** Adds a wrong PIN to those not yet reported: one entry a person and purpose, with how often and since when. */
export function withFailure(
  failures: readonly PinFailure[],
  { personId, purpose, at }: { personId: string; purpose: string; at: string },
): PinFailure[] {
  const known = failures.find((one) => one.personId === personId && one.purpose === purpose)
  if (!known) return [...failures, { personId, purpose, count: 1, firstAt: at, lastAt: at }]
  return failures.map((one) =>
    one === known ? { ...one, count: Math.min(most, one.count + 1), lastAt: at } : one,
  )
}
