/** Why something of Shopify's cannot be taken over, by code, and what to do about it. */
export const REFUSALS = {
  'shopify/not-json': 'The body is not JSON. Nothing to do but to ask Shopify for it again.',
  'shopify/unknown-topic': 'Nothing is done upon this topic. End the subscription to it.',
  'shopify/shape':
    'A field is missing or is of another kind than Shopify documents. Report it with the payload.',
  'shopify/amount': 'A price is no amount of the currency. Correct it in Shopify.',
  'shopify/currency': 'The amounts are in another currency than the shop. Connect a shop of this currency.',
  'shopify/too-long':
    'The order has more lines, locations or refunds than are read at once. Its stock is taken over as a change of Shopify’s own; enter the rest by hand.',
  'shopify/no-variants': 'The product has no variants, so there is nothing to sell. Add one in Shopify.',
  'shopify/no-sku': 'The variant has no SKU. Give it one in Shopify; until then it is sold online only.',
  'shopify/same-sku': 'Two variants of the product have this SKU. Give each its own in Shopify.',
  'shopify/ambiguous':
    'Which product here it is cannot be told: its SKU or barcode is on another one, too. Give each its own.',
  'shopify/deleted-here':
    'The product was deleted here and is still in Shopify. Delete or archive it there, too; nothing is taken over from it.',
} as const
export type RefusalCode = keyof typeof REFUSALS

/** What could not be taken over: why, where in the payload, and what stood there. */
export type Refused = { kind: 'refused'; code: RefusalCode; path: string; message: string }

/** What was read, or why it was not. */
export type Read<T> = { kind: 'read'; value: T } | Refused

export function refused(code: RefusalCode, path: string, found?: string): Refused {
  return {
    kind: 'refused',
    code,
    path,
    message: found === undefined ? REFUSALS[code] : `${found}: ${REFUSALS[code]}`,
  }
}
