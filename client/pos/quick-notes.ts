import type { Minor } from '../../shared/basics/scalars.ts'

/** Banknotes by currency, in whole units. Others get 1, 2 and 5 of each power of ten. */
const notesOf: Readonly<Record<string, readonly number[]>> = {
  USD: [1, 5, 10, 20, 50, 100],
  EUR: [5, 10, 20, 50, 100, 200],
  GBP: [5, 10, 20, 50],
  RUB: [50, 100, 200, 500, 1000, 2000, 5000],
  UZS: [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000],
}

/**
 * Amounts that a customer is likely to hand over for what is owed: exactly that, then what the next notes up
 * make of it. Ascending, without repeats, at most `most`.
 *
 * @param digits how many digits the currency's minor unit has
 */
export function quickNotes(owed: Minor, currency: string, digits: number, most = 4): Minor[] {
  if (owed <= 0) return []
  const unit = 10 ** digits
  const notes = notesOf[currency] ?? usualNotes(owed / unit)
  const amounts = notes.map((note) => Math.ceil(owed / (note * unit)) * note * unit)
  // A heap of the smallest notes is not what people hand over: fifty dollars in ones.
  const likely = amounts.filter((amount, index) => amount <= (notes[index] ?? 0) * unit * 10)
  const distinct = [...new Set([owed, ...likely])].toSorted((a, b) => a - b)
  return distinct.slice(0, most) as Minor[]
}

function usualNotes(owed: number): number[] {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, owed))))
  return [power / 10, power / 5, power / 2, power, power * 2, power * 5, power * 10].filter(
    (note) => note >= 1,
  )
}
