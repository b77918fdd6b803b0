/**
 * The EAN-13 of a shop's own product number. GS1 leaves codes that begin with 2 to each shop, so that none of these
 * can be taken for somebody's real product.
 *
 * @param number up to ten digits
 */
export function inStoreBarcode(number: number): string {
  const digits = `20${String(number).padStart(10, '0')}`
  return `${digits}${checkDigitOf(digits)}`
}

/** The check digit of the first twelve digits of an EAN-13: from the right they weigh 3 and 1 in turn. */
export function checkDigitOf(digits: string): number {
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}
