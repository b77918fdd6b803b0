import { z } from 'zod'
import { Gid } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import { toShopProduct } from './product.ts'
import type { RawVariant, ShopProduct } from './product.ts'
import type { Read } from './refusal.ts'
import { shape } from './shape.ts'

/** The fields of a product that are asked of the API, in pages and in bulk. */
export const PRODUCT_FIELDS = 'id title vendor productType tags status updatedAt'

/** The fields of a variant that are asked of the API. */
export const VARIANT_FIELDS = 'id title sku barcode price updatedAt inventoryItem { id tracked }'

const ProductNode = z.object({
  id: Gid('Product'),
  title: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']),
  updatedAt: ShopifyTime,
})

const VariantNode = z.object({
  id: Gid('ProductVariant'),
  title: z.string(),
  sku: z.nullable(z.string()),
  barcode: z.nullable(z.string()),
  price: z.union([z.string(), z.number()]),
  updatedAt: ShopifyTime,
  inventoryItem: z.object({ id: Gid('InventoryItem'), tracked: z.boolean() }),
})

/**
 * A product and its variants as the API answers them, in a page or as lines of a bulk file.
 *
 * @param digits decimals of the shop's currency
 */
export function productOfNodes(
  product: unknown,
  variants: readonly unknown[],
  digits: number,
): Read<ShopProduct> {
  const read = shape(ProductNode, product)
  if (read.kind === 'refused') return read
  const { id, productType, ...rest } = read.value
  return toShopProduct(
    {
      ...rest,
      productId: id,
      category: productType,
      imageUrl: null,
      variants: variants.map((variant, index) => variantOf(variant, index)),
      unread: [],
    },
    digits,
  )
}

function variantOf(variant: unknown, index: number): Read<RawVariant> {
  const read = shape(VariantNode, variant, `variants.${index}`)
  if (read.kind === 'refused') return read
  const { id, inventoryItem, ...rest } = read.value
  return {
    kind: 'read',
    value: { ...rest, variantId: id, itemId: inventoryItem.id, isTracked: inventoryItem.tracked },
  }
}
