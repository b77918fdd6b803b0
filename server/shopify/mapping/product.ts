import type { z } from 'zod'
import { Product } from '../../../shared/catalog/product.ts'
import { amountOf } from './amount.ts'
import { refused } from './refusal.ts'
import type { Read, Refused } from './refusal.ts'
import { shape } from './shape.ts'

/** What Shopify says of a product, in our words: each variant that can be sold here, and why the others cannot. */
export type ShopProduct = {
  /** Shopify's number of it. */
  productId: string
  updatedAt: string
  variants: ShopVariant[]
  refused: Refused[]
  /** Variants that the payload only names: they are there, and are to be asked for. */
  unread: string[]
}

export type ShopVariant = {
  variantId: string
  /** By which its stock is counted; null where Shopify does not say. */
  itemId: string | null
  /** Whether Shopify counts its stock; null where that is not said. */
  isTracked: boolean | null
  updatedAt: string
  fields: SharedFields
}

/** What both sides know of a product; id, tax and cost are ours alone. */
const SharedFields = Product.pick({
  groupTitle: true,
  title: true,
  variantTitle: true,
  sku: true,
  barcode: true,
  vendor: true,
  category: true,
  tags: true,
  price: true,
  status: true,
  imageUrl: true,
})
export type SharedFields = z.infer<typeof SharedFields>

/** A product as read from a webhook or from the API: the same things under the same names. */
export type RawProduct = {
  productId: string
  title: string
  vendor: string
  category: string
  tags: string[]
  status: string
  updatedAt: string
  imageUrl: string | null
  /** Each as it was read, or why it was not. */
  variants: Read<RawVariant>[]
  unread: string[]
}

export type RawVariant = {
  variantId: string
  itemId: string | null
  isTracked: boolean | null
  title: string
  sku: string | null
  barcode: string | null
  price: unknown
  updatedAt: string
}

/** What Shopify calls the only variant of a product. */
const ONLY_VARIANT = 'Default Title'

/**
 * The variants of a product as ours. One that cannot be is refused by itself, and never comes in halves.
 *
 * @param digits decimals of the shop's currency
 */
export function toShopProduct(raw: RawProduct, digits: number): Read<ShopProduct> {
  if (raw.variants.length === 0 && raw.unread.length === 0)
    return refused('shopify/no-variants', 'variants', raw.title)
  const shared = twice(raw.variants.flatMap((one) => (one.kind === 'read' ? (skuOf(one.value) ?? []) : [])))
  const read = raw.variants.map((one, index): Read<ShopVariant> => {
    if (one.kind === 'refused') return one
    return toShopVariant(raw, one.value, { digits, path: `variants.${index}`, shared })
  })
  return {
    kind: 'read',
    value: {
      productId: raw.productId,
      updatedAt: raw.updatedAt,
      variants: read.flatMap((one) => (one.kind === 'read' ? [one.value] : [])),
      refused: read.filter((one) => one.kind === 'refused'),
      unread: raw.unread,
    },
  }
}

function toShopVariant(
  product: RawProduct,
  variant: RawVariant,
  { digits, path, shared }: { digits: number; path: string; shared: Set<string> },
): Read<ShopVariant> {
  const sku = skuOf(variant)
  if (sku === undefined) return refused('shopify/no-sku', `${path}.sku`, `${product.title}, ${variant.title}`)
  // Which of them a lane would sell by this SKU nobody could say: none of them comes in.
  if (shared.has(sku)) return refused('shopify/same-sku', `${path}.sku`, sku)
  const price = amountOf(variant.price, digits)
  if (price === undefined) return refused('shopify/amount', `${path}.price`, String(variant.price))
  const variantTitle = variant.title === ONLY_VARIANT ? '' : variant.title
  const fields = shape(
    SharedFields,
    {
      groupTitle: product.title,
      title: variantTitle === '' ? product.title : `${product.title} — ${variantTitle}`,
      variantTitle,
      sku,
      barcode: variant.barcode === '' ? null : variant.barcode,
      vendor: product.vendor,
      category: product.category,
      tags: product.tags,
      price,
      // A draft is not for sale yet, what is unlisted still is.
      status: ['ACTIVE', 'UNLISTED'].includes(product.status) ? 'active' : 'archived',
      imageUrl: product.imageUrl,
    },
    path,
  )
  if (fields.kind === 'refused') return fields
  return {
    kind: 'read',
    value: {
      variantId: variant.variantId,
      itemId: variant.itemId,
      isTracked: variant.isTracked,
      updatedAt: variant.updatedAt,
      fields: fields.value,
    },
  }
}

function skuOf({ sku }: RawVariant): string | undefined {
  const trimmed = sku?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}

function twice(list: string[]): Set<string> {
  return new Set(list.filter((one, index) => list.indexOf(one) !== index))
}
