import type { Shift } from './shift.ts'

/**
 * What is known of a shift when its lane sends it again. A shift only grows: cash movements are never taken back, and
 * a close is final. So an older word that arrives late undoes nothing, and neither does one whose answer was lost.
 */
export function growShift(known: Shift, told: Shift): Shift {
  if (known.closedAt !== null) return known
  const { closedBy, closedAt, countedCash, expectedCash, note, counts, closing } = told
  const ids = new Set(known.cashMovements.map(({ id }) => id))
  return {
    ...known,
    cashMovements: [...known.cashMovements, ...told.cashMovements.filter(({ id }) => !ids.has(id))],
    closedBy,
    closedAt,
    countedCash,
    expectedCash,
    note,
    counts,
    closing,
  }
}
