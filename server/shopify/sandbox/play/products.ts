import { createProduct, deleteProduct, updateProduct } from '../acts/edit-products.ts'
import type { CreateInput, UpdateInput } from '../acts/edit-products.ts'
import { createVariants, deleteVariants, updateVariants } from '../acts/edit-variants.ts'
import type { VariantInput } from '../acts/edit-variants.ts'
import { apiError } from '../graphql/api-error.ts'
import { pageOf } from '../graphql/connection.ts'
import type { PageArgs } from '../graphql/connection.ts'
import { once } from '../graphql/idempotent.ts'
import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { availableOf, variantTitle, variantsOf } from '../store/products.ts'
import type { Product, Variant } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import type { World } from '../world.ts'
import { count, idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import type { Plays } from './play.ts'

const productsListing = (world: World): Listing<Product> => ({
  fields: {
    id: idNumber,
    title: ({ title }) => title,
    handle: ({ handle }) => handle,
    vendor: ({ vendor }) => vendor,
    product_type: ({ productType }) => productType,
    status: ({ status }) => status,
    tag: ({ tags }) => tags,
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
    published_at: ({ publishedAt }) => publishedAt,
    sku: (product) => variantsOf(world, product).flatMap(({ sku }) => sku ?? []),
    barcode: (product) => variantsOf(world, product).flatMap(({ barcode }) => barcode ?? []),
    inventory_total: (product) => totalOf(world, product),
  },
  words: (product) => [product.title, ...variantsOf(world, product).map(({ sku }) => sku ?? '')].join(' '),
  sorts: {
    TITLE: ({ title }) => title,
    VENDOR: ({ vendor }) => vendor,
    PRODUCT_TYPE: ({ productType }) => productType,
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    PUBLISHED_AT: ({ publishedAt }) => publishedAt,
    INVENTORY_TOTAL: (product) => totalOf(world, product),
  },
})

const variantsListing = (world: World): Listing<Variant> => ({
  fields: {
    id: idNumber,
    sku: ({ sku }) => sku,
    barcode: ({ barcode }) => barcode,
    title: variantTitle,
    product_id: ({ productId }) => numberOfGid(productId).toString(),
    product_status: ({ productId }) => world.state.products[productId]!.status,
    vendor: ({ productId }) => world.state.products[productId]!.vendor,
    product_type: ({ productId }) => world.state.products[productId]!.productType,
    tag: ({ productId }) => world.state.products[productId]!.tags,
    inventory_quantity: (variant) => availableOf(world, variant),
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
  },
  words: (variant) => `${world.state.products[variant.productId]!.title} ${variant.sku ?? ''}`,
  sorts: {
    SKU: ({ sku }) => sku,
    TITLE: variantTitle,
    POSITION: ({ position }) => position,
    INVENTORY_QUANTITY: (variant) => availableOf(world, variant),
  },
})

/** The catalogue. */
export const products: Plays = {
  QueryRoot: {
    product: (_: unknown, { id }: { id: Gid }, { world }) => world.state.products[id] ?? null,
    productByIdentifier: (_: unknown, args: { identifier: { id?: Gid; handle?: string } }, { world }) =>
      args.identifier.id === undefined
        ? (Object.values(world.state.products).find(({ handle }) => handle === args.identifier.handle) ??
          null)
        : (world.state.products[args.identifier.id] ?? null),
    products: (_: unknown, args: ListArgs, context, info) =>
      list(Object.values(context.world.state.products), args, productsListing(context.world), context, info),
    productsCount: (_: unknown, args: ListArgs, context, info) =>
      count(Object.values(context.world.state.products), args, productsListing(context.world), context, info),
    productVariant: (_: unknown, { id }: { id: Gid }, { world }) => world.state.variants[id] ?? null,
    productVariantByIdentifier: (_: unknown, args: { identifier: { id?: Gid } }, { world }) =>
      world.state.variants[args.identifier.id ?? ''] ?? null,
    productVariants: (_: unknown, args: ListArgs, context, info) =>
      list(Object.values(context.world.state.variants), args, variantsListing(context.world), context, info),
    productVariantsCount: (_: unknown, args: ListArgs, context, info) =>
      count(Object.values(context.world.state.variants), args, variantsListing(context.world), context, info),
  },
  Mutation: {
    productCreate: (_: unknown, args: { input?: CreateInput; product?: CreateInput }, { world }, info) =>
      once(world, args, info, () => createProduct(world, oneOf('productCreate', args))),
    productUpdate: (_: unknown, args: { input?: UpdateInput; product?: UpdateInput }, { world }, info) =>
      once(world, args, info, () => updateProduct(world, oneOf('productUpdate', args))),
    productDelete: (_: unknown, args: { input: { id: Gid } }, { world }, info) =>
      once(world, args, info, () => deleteProduct(world, args.input.id)),
    productVariantsBulkCreate: (
      _: unknown,
      args: { productId: Gid; variants: VariantInput[]; strategy: string },
      { world },
      info,
    ) => once(world, args, info, () => createVariants(world, args)),
    productVariantsBulkUpdate: (
      _: unknown,
      args: { productId: Gid; variants: VariantInput[]; allowPartialUpdates: boolean },
      { world },
      info,
    ) => once(world, args, info, () => updateVariants(world, args)),
    productVariantsBulkDelete: (_: unknown, args: { productId: Gid; variantsIds: Gid[] }, { world }, info) =>
      once(world, args, info, () => deleteVariants(world, args)),
  },
  ProductCreatePayload: { shop: (_: unknown, __: unknown, { world }) => world.state.shop },
  ProductDeletePayload: {
    shop: (_: unknown, __: unknown, { world }) => world.state.shop,
  },
  Product: {
    legacyResourceId: ({ id }: Product) => numberOfGid(id).toString(),
    description: ({ descriptionHtml }: Product) => descriptionHtml.replaceAll(/<[^>]*>/g, ''),
    createdAt: ({ createdAt }: Product) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Product) => apiTime(updatedAt),
    publishedAt: ({ publishedAt }: Product) => (publishedAt === null ? null : apiTime(publishedAt)),
    options: ({ options }: Product, { first }: { first?: number | null }) =>
      options.slice(0, first ?? undefined),
    isGiftCard: () => false,
    hasOnlyDefaultVariant: (product: Product, _: unknown, { world }) =>
      variantsOf(world, product).every(({ values }) => values.join() === 'Default Title'),
    totalInventory: (product: Product, _: unknown, { world }) => totalOf(world, product),
    tracksInventory: (product: Product, _: unknown, { world }) =>
      variantsOf(world, product).some(({ itemId }) => world.state.items[itemId]!.tracked),
    variantsCount: ({ variantIds }: Product) => ({ count: variantIds.length, precision: 'EXACT' }),
    variants: (product: Product, args: PageArgs & { sortKey: string }, { world, everything }) =>
      pageOf(
        variantsOf(world, product),
        args,
        variantsListing(world).sorts[args.sortKey] ?? ((): null => null),
        everything,
      ),
  },
  ProductOption: {
    values: (option: Product['options'][number]) => option.values.map(({ name }) => name),
    optionValues: (option: Product['options'][number], _: unknown, { world }) => {
      const owner = Object.values(world.state.products).find(({ options }) => options.includes(option))
      const used = owner === undefined ? [] : variantsOf(world, owner).flatMap(({ values }) => values)
      return option.values.map((value) => ({
        ...value,
        hasVariants: used.includes(value.name),
        linkedMetafieldValue: null,
      }))
    },
  },
  ProductVariant: {
    legacyResourceId: ({ id }: Variant) => numberOfGid(id).toString(),
    title: variantTitle,
    displayName: (variant: Variant, _: unknown, { world }) =>
      `${world.state.products[variant.productId]!.title} - ${variantTitle(variant)}`,
    product: ({ productId }: Variant, _: unknown, { world }) => world.state.products[productId],
    inventoryItem: ({ itemId }: Variant, _: unknown, { world }) => world.state.items[itemId],
    inventoryQuantity: (variant: Variant, _: unknown, { world }) => availableOf(world, variant),
    sellableOnlineQuantity: (variant: Variant, _: unknown, { world }) => availableOf(world, variant),
    availableForSale: (variant: Variant, _: unknown, { world }) =>
      variant.inventoryPolicy === 'CONTINUE' ||
      !world.state.items[variant.itemId]!.tracked ||
      availableOf(world, variant) > 0,
    selectedOptions: ({ productId, values }: Variant, _: unknown, { world }) =>
      world.state.products[productId]!.options.map(({ name }, index) => ({
        name,
        value: values[index] ?? '',
      })),
    createdAt: ({ createdAt }: Variant) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Variant) => apiTime(updatedAt),
  },
}

function totalOf(world: World, product: Product): number {
  return variantsOf(world, product)
    .filter(({ itemId }) => world.state.items[itemId]!.tracked)
    .reduce((sum, variant) => sum + availableOf(world, variant), 0)
}

/** The input was renamed; both names stand in the schema, and exactly one of them is wanted. */
function oneOf<T>(mutation: string, { input, product }: { input?: T; product?: T }): T {
  const given = product ?? input
  if (given == null || (product != null && input != null))
    throw apiError(
      `${mutation} must include exactly one of the following arguments: input, product.`,
      'INVALID_FIELD_ARGUMENTS',
    )
  return given
}
