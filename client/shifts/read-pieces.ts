/** So many of one coin or note no drawer holds. */
export const mostPieces = 999_999

/** Reads how many of a coin or note were typed: nothing is none of them. Null where it is no such number. */
export function readPieces(typed: string): number | null {
  const text = typed.trim()
  if (!/^\d*$/.test(text)) return null
  const pieces = Number(text)
  return pieces <= mostPieces ? pieces : null
}
