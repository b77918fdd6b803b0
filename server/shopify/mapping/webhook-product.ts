import { z } from 'zod'
import { Gid, ShopifyNumber } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import { toShopProduct } from './product.ts'
import type { RawVariant, ShopProduct } from './product.ts'
import type { Read } from './refusal.ts'
import { shape } from './shape.ts'

const Body = z.object({
  admin_graphql_api_id: Gid('Product'),
  title: z.string(),
  vendor: z.nullish(z.string()),
  product_type: z.nullish(z.string()),
  tags: z.string(),
  status: z.enum(['active', 'archived', 'draft', 'unlisted']),
  updated_at: ShopifyTime,
  image: z.nullish(z.object({ src: z.string() })),
  variants: z.array(z.unknown()),
  variant_gids: z.array(z.object({ admin_graphql_api_id: Gid('ProductVariant') })).default([]),
})

const Variant = z.object({
  admin_graphql_api_id: Gid('ProductVariant'),
  inventory_item_id: z.nullish(ShopifyNumber),
  title: z.string(),
  sku: z.nullish(z.string()),
  barcode: z.nullish(z.string()),
  price: z.union([z.string(), z.number()]),
  updated_at: ShopifyTime,
})

/**
 * The body of products/create or products/update. It tells 100 variants in full and only names the rest.
 *
 * @param body as `readBody` gives it
 * @param digits decimals of the shop's currency
 */
export function productOfWebhook(body: unknown, digits: number): Read<ShopProduct> {
  const read = shape(Body, body)
  if (read.kind === 'refused') return read
  const { value } = read
  const variants = value.variants.map((variant, index) => variantOf(variant, index))
  const told = new Set(variants.map((one) => (one.kind === 'read' ? one.value.variantId : undefined)))
  const named = value.variant_gids.map((one) => one.admin_graphql_api_id)
  return toShopProduct(
    {
      productId: value.admin_graphql_api_id,
      title: value.title,
      vendor: value.vendor ?? '',
      category: value.product_type ?? '',
      tags: value.tags.split(',').flatMap((tag) => tag.trim() || []),
      status: value.status.toUpperCase(),
      updatedAt: value.updated_at,
      imageUrl: value.image?.src ?? null,
      variants,
      // One that was told and not understood is not asked for again: it would be no better.
      unread: named.length > variants.length ? named.filter((id) => !told.has(id)) : [],
    },
    digits,
  )
}

function variantOf(variant: unknown, index: number): Read<RawVariant> {
  const read = shape(Variant, variant, `variants.${index}`)
  if (read.kind === 'refused') return read
  const { value } = read
  return {
    kind: 'read',
    value: {
      variantId: value.admin_graphql_api_id,
      itemId: value.inventory_item_id ?? null,
      isTracked: null,
      title: value.title,
      sku: value.sku ?? null,
      barcode: value.barcode ?? null,
      price: value.price,
      updatedAt: value.updated_at,
    },
  }
}
