import { z } from 'zod'

/** The number of one of Shopify's records, as text: it may be beyond what JavaScript counts exactly. */
export const ShopifyNumber = z
  .union([z.int().positive(), z.string().regex(/^[1-9]\d{0,19}$/)])
  .transform((number) => String(number))

/** A global id of a type, read as its number: `gid://shopify/Product/42` is `"42"`. */
export function Gid(type: string) {
  const pattern = new RegExp(`^gid://shopify/${type}/([1-9]\\d{0,19})(?:\\?.*)?$`)
  return z
    .string()
    .regex(pattern, `a global id of ${type}`)
    .transform((gid) => pattern.exec(gid)![1]!)
}
