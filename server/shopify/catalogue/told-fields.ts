import type { SharedFields } from '../mapping/product.ts'

/** The shared fields that Shopify is asked for. Pictures are not among them: they stay what each side has. */
export type Told = Omit<SharedFields, 'imageUrl'>
export type ToldField = keyof Told

export const TOLD_FIELDS = [
  'groupTitle',
  'title',
  'variantTitle',
  'sku',
  'barcode',
  'vendor',
  'category',
  'tags',
  'price',
  'status',
] as const satisfies readonly ToldField[]

/** Fields that Shopify keeps for each variant by itself; it has the others once for all variants of a product. */
const OF_VARIANT: ReadonlySet<ToldField> = new Set(['variantTitle', 'sku', 'barcode', 'price'])

/**
 * Fields that can be written there. What a variant is called is made of its options, and our title of both names:
 * they come from there and do not go.
 */
const SENT: ReadonlySet<ToldField> = new Set([
  'groupTitle',
  'sku',
  'barcode',
  'vendor',
  'category',
  'tags',
  'price',
  'status',
])

export function isOfVariant(field: ToldField): boolean {
  return OF_VARIANT.has(field)
}

export function canBeSent(field: ToldField): boolean {
  return SENT.has(field)
}

/** Whether two values of a field say the same. Tags have no order: Shopify sorts them as it likes. */
export function isSame(a: Told[ToldField], b: Told[ToldField]): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n')
  return a === b
}

/** The shared fields of something that has more. */
export function toldOf(from: Told): Told {
  return Object.fromEntries(TOLD_FIELDS.map((field) => [field, from[field]])) as Told
}
