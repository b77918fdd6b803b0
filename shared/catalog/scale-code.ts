/** Which prefixes of EAN-13 a shop's scales print, and what the figures inside mean. */
export type ScalePrefixes = { price: readonly string[]; weight: readonly string[] }

/**
 * A label of a scale, read: `item` is the five figures of the product, `base` the code of the product itself, with
 * nothing weighed, as catalogues often hold it.
 */
export type ScaleCode = { item: string; base: string } & (
  | { kind: 'price'; price: number }
  | { kind: 'weight'; grams: number }
)

/**
 * Reads an EAN-13 whose prefix is one of a scale's: two figures of prefix, five of the product, five of the price in
 * minor units or of the weight in grams, and the check digit. Null for any other code, a misread one among them.
 */
export function readScaleCode(code: string, { price, weight }: ScalePrefixes): ScaleCode | null {
  if (!/^\d{13}$/.test(code) || checkDigitOf(code.slice(0, 12)) !== code[12]) return null
  const prefix = code.slice(0, 2)
  const item = code.slice(2, 7)
  const value = Number(code.slice(7, 12))
  const bare = `${prefix}${item}00000`
  const base = bare + checkDigitOf(bare)
  // Nothing weighed and nothing to pay is the product's own code.
  if (value === 0) return null
  if (price.includes(prefix)) return { kind: 'price', item, base, price: value }
  if (weight.includes(prefix)) return { kind: 'weight', item, base, grams: value }
  return null
}

/** The tag of products whose price is for a gram and whose stock is counted in grams. */
const soldByGram = 'by-gram'

/**
 * What a label sells: of a product sold by the gram as many grams at its price; of any other one piece, at the price
 * on the label, or at the price of a kilogram for what it weighs, rounded half up. Minor units.
 */
export function soldByLabel(
  code: ScaleCode,
  product: { price: number; tags: readonly string[] },
): { quantity: number; unitPrice: number } {
  if (code.kind === 'price') return { quantity: 1, unitPrice: code.price }
  if (product.tags.includes(soldByGram)) return { quantity: code.grams, unitPrice: product.price }
  return { quantity: 1, unitPrice: Math.floor((product.price * code.grams + 500) / 1000) }
}

/** The last digit of an EAN-13 whose first twelve these are. */
function checkDigitOf(digits: string): string {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return String((10 - (sum % 10)) % 10)
}
