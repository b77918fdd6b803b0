import type { DemandClass } from './demand-class.ts'

/** Slower than a piece in two hundred days is not sold. */
const SLOWEST = 0.005

/** Pieces a day as people are told: two digits that matter, three above ten; 0 where next to nothing is sold. */
export function shownPace(perDay: number): number {
  if (!(perDay >= SLOWEST)) return 0
  return Number(perDay.toPrecision(perDay < 10 ? 2 : 3))
}

/** What is known of a shelf: its class, its pace, and from when on to order. */
export type KnownPace = { kind: DemandClass; perDay: number; point: number | null }

/**
 * Whether people would see the difference. What moves by less is left as it was told: a log that every night moves
 * every shelf by a thousandth would keep every device busy with nothing (L4).
 *
 * @param least the smallest change that counts, as a share of the larger
 */
export function differs(before: KnownPace, now: KnownPace, least: number): boolean {
  if (before.kind !== now.kind) return true
  if (isNew(shownPace(before.perDay), shownPace(now.perDay), least)) return true
  if (before.point === null || now.point === null) return before.point !== now.point
  return isNew(before.point, now.point, least)
}

function isNew(before: number, now: number, least: number): boolean {
  return Math.abs(before - now) > least * Math.max(before, now)
}
