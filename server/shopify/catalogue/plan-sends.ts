import type { Minor } from '../../../shared/basics/scalars.ts'
import { isOfVariant } from './told-fields.ts'
import type { Told, ToldField } from './told-fields.ts'

/** What Shopify is to be told of one variant. */
export type Wanted = {
  shopProductId: string
  variantId: string
  /** When ours changed last, ISO 8601. */
  oursAt: string
  send: Partial<Told>
}

/** Values of variants of one product, by variant. */
export type VariantsPayload = {
  variants: Record<string, { price?: Minor; sku?: string; barcode?: string | null }>
}

/** Values of a product, each with the variants whose products here have it. */
export type ProductPayload = { fields: { [F in ToldField]?: { value: Told[F]; variantIds: string[] } } }

/** What is to be sent for one product of Shopify's. */
export type PlannedSend = { shopProductId: string } & (
  | { kind: 'variants'; payload: VariantsPayload }
  | { kind: 'product'; payload: ProductPayload }
)

/**
 * Puts together what products are to be told: one call for the fields of the variants, one for those that a product
 * has once there. Where products here want different values for such a field, the one that changed last is sent; the
 * others meet its value when the product is read again. A product goes out of sale there only when nothing of it is
 * for sale here any more.
 *
 * @param onSale the products of Shopify's of which something is for sale here
 */
export function planSends(wanted: readonly Wanted[], onSale: ReadonlySet<string>): PlannedSend[] {
  return [...Map.groupBy(wanted, ({ shopProductId }) => shopProductId)].flatMap(([shopProductId, all]) => {
    const variants: VariantsPayload['variants'] = {}
    const fields: Partial<Record<ToldField, { value: unknown; at: string; variantIds: string[] }>> = {}
    for (const { variantId, oursAt, send } of all)
      for (const [field, value] of Object.entries(send) as [ToldField, unknown][]) {
        if (field === 'status' && value === 'archived' && onSale.has(shopProductId)) continue
        if (isOfVariant(field)) {
          variants[variantId] = { ...variants[variantId], [field]: value }
          continue
        }
        const before = fields[field]
        const isEqual = before !== undefined && JSON.stringify(before.value) === JSON.stringify(value)
        if (isEqual) before.variantIds.push(variantId)
        else if (before === undefined || before.at < oursAt)
          fields[field] = { value, at: oursAt, variantIds: [variantId] }
      }
    const told = Object.entries(fields).map(([field, { value, variantIds }]) => [
      field,
      { value, variantIds },
    ])
    return [
      ...(told.length > 0
        ? [
            {
              shopProductId,
              kind: 'product' as const,
              payload: { fields: Object.fromEntries(told) as ProductPayload['fields'] },
            },
          ]
        : []),
      ...(Object.keys(variants).length > 0
        ? [{ shopProductId, kind: 'variants' as const, payload: { variants } }]
        : []),
    ]
  })
}
