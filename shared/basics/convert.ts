import type { Minor } from './scalars.ts'

/** How one money becomes another: `rate` is what one whole unit of it is worth; digits are those of the minor units. */
export type Exchange = { rate: number; digits: number; ownDigits: number }

/**
 * What an amount of another currency is worth in one's own, minor units of both, rounded half up. The rate is taken
 * as it is written in decimal: in binary 1.08 is a little less, and a half would fall to either side.
 */
export function worthOf(amount: Minor, exchange: Exchange): Minor {
  const [numerator, divisor] = fractionOf(exchange)
  return Number((2n * BigInt(amount) * numerator + divisor) / (2n * divisor)) as Minor
}

/** The least amount of another currency that is worth at least so much of one's own, minor units of both. */
export function leastWorth(owed: Minor, exchange: Exchange): Minor {
  if (owed <= 0) return 0 as Minor
  const [numerator, divisor] = fractionOf(exchange)
  const least = (2n * BigInt(owed) - 1n) * divisor
  return Number((least + 2n * numerator - 1n) / (2n * numerator)) as Minor
}

/** Own minor units for one of the other's, as a fraction. */
function fractionOf({ rate, digits, ownDigits }: Exchange): [numerator: bigint, divisor: bigint] {
  const [, whole = '0', fraction = '', power = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(rate)) ?? []
  const exponent = Number(power) - fraction.length + ownDigits - digits
  const tens = 10n ** BigInt(Math.abs(exponent))
  const written = BigInt(whole + fraction)
  return exponent < 0 ? [written, tens] : [written * tens, 1n]
}
