import type { Minor } from '../../../shared/basics/scalars.ts'

/**
 * An amount as Shopify takes it, `"59.00"`. Written in text: a price never goes through a fraction of two.
 *
 * @param digits decimals of the currency
 */
export function priceText(amount: Minor, digits: number): string {
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
