const lengths = new Set([8, 12, 13, 14])

/** Whether a code has the shape of a GTIN: EAN-8, UPC-A, EAN-13 or GTIN-14. */
export function looksLikeGtin(code: string): boolean {
  return lengths.has(code.length) && /^\d+$/.test(code)
}

/** Whether a GTIN's last digit fits the others. From the right, digits weigh 3 and 1 in turn. */
export function hasValidCheckDigit(code: string): boolean {
  const digits = [...code].map(Number)
  const check = digits.pop()
  const sum = digits
    .toReversed()
    .reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0)
  return check === (10 - (sum % 10)) % 10
}

/**
 * The ways one barcode may be written: scanners drop or add the leading zero that makes a UPC-A an EAN-13.
 * The code itself comes first.
 */
export function spellingsOf(code: string): string[] {
  if (code.length === 13 && code.startsWith('0')) return [code, code.slice(1)]
  if (code.length === 12 && looksLikeGtin(code)) return [code, `0${code}`]
  return [code]
}
