import { numberOfGid } from '../store/gid.ts'
import { availableOf, variantTitle, variantsOf } from '../store/products.ts'
import type { Product, Variant } from '../store/state.ts'
import { shopTime } from '../store/times.ts'
import type { World } from '../world.ts'

/** This many variants are told in full; of the others only that they are there. */
const FULL_VARIANTS = 100

/** The body of products/create and products/update. */
export function productBody(world: World, product: Product): Record<string, unknown> {
  const time = (at: number): string => shopTime(at, world.state.shop.timeZone)
  const variants = variantsOf(world, product)
  return {
    admin_graphql_api_id: product.id,
    body_html: product.descriptionHtml,
    created_at: time(product.createdAt),
    handle: product.handle,
    id: numberOfGid(product.id),
    product_type: product.productType,
    published_at: product.publishedAt === null ? null : time(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: time(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'global',
    tags: product.tags.join(', '),
    variants: variants.slice(0, FULL_VARIANTS).map((variant) => variantBody(world, variant, time)),
    options: product.options.map(({ id, name, position, values }) => ({
      name,
      id: numberOfGid(id),
      product_id: numberOfGid(product.id),
      position,
      values: values.map((value) => value.name),
    })),
    images: [],
    image: null,
    media: [],
    variant_gids: variants.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: id,
      updated_at: new Date(updatedAt).toISOString(),
    })),
    has_variants_that_requires_components: false,
    category: null,
  }
}

function variantBody(world: World, variant: Variant, time: (at: number) => string): Record<string, unknown> {
  const available = availableOf(world, variant)
  return {
    admin_graphql_api_id: variant.id,
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice,
    created_at: time(variant.createdAt),
    id: numberOfGid(variant.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position: variant.position,
    price: variant.price,
    product_id: numberOfGid(variant.productId),
    sku: variant.sku,
    taxable: variant.taxable,
    title: variantTitle(variant),
    updated_at: time(variant.updatedAt),
    option1: variant.values[0] ?? null,
    option2: variant.values[1] ?? null,
    option3: variant.values[2] ?? null,
    image_id: null,
    inventory_item_id: numberOfGid(variant.itemId),
    inventory_quantity: available,
    old_inventory_quantity: available,
  }
}
