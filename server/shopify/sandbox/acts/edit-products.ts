import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { addLevel } from '../store/levels.ts'
import { addProduct, addVariant, removeVariant, touchProduct, variantsOf } from '../store/products.ts'
import type { Item, Product } from '../store/state.ts'
import { productBody } from '../webhooks/product-body.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'

type Fields = {
  title?: string | null
  handle?: string | null
  descriptionHtml?: string | null
  vendor?: string | null
  productType?: string | null
  tags?: string[] | null
  status?: Product['status'] | null
}
export type CreateInput = Fields & {
  productOptions?: { name?: string | null; values?: { name?: string | null }[] | null }[] | null
}
export type UpdateInput = Fields & { id?: Gid | null }

/** productCreate: with a first variant, as Shopify makes one; it is neither priced nor tracked. */
export function createProduct(world: World, input: CreateInput): Answer {
  if ((input.title ?? '').trim() === '')
    return { product: null, userErrors: [refusal(['title'], "Title can't be blank")] }
  const options = input.productOptions ?? []
  const product = addProduct(world, {
    title: input.title!,
    vendor: input.vendor ?? world.state.shop.name,
    productType: input.productType ?? '',
    tags: input.tags ?? [],
    status: input.status ?? 'ACTIVE',
    optionNames: options.length === 0 ? ['Title'] : options.map(({ name }) => name ?? 'Option'),
    ...(input.handle == null ? {} : { handle: input.handle }),
    ...(input.descriptionHtml == null ? {} : { descriptionHtml: input.descriptionHtml }),
  })
  const { item } = addVariant(world, product, {
    sku: null,
    barcode: null,
    price: '0.00',
    compareAtPrice: null,
    unitCost: null,
    tracked: false,
    inventoryPolicy: 'DENY',
    values: options.length === 0 ? ['Default Title'] : options.map(({ values }) => values?.[0]?.name ?? '-'),
  })
  stockSomewhere(world, item)
  world.touch()
  world.emit('products/create', productBody(world, product))
  return { product, userErrors: [] }
}

/** productUpdate: the fields that were given. */
export function updateProduct(world: World, { id, ...fields }: UpdateInput): Answer {
  const product = id == null ? undefined : world.state.products[id]
  if (product === undefined) return { product: null, userErrors: [refusal(['id'], 'Product does not exist')] }
  if (fields.title !== undefined && (fields.title ?? '').trim() === '')
    return { product: null, userErrors: [refusal(['title'], "Title can't be blank")] }
  for (const [name, value] of Object.entries(fields)) {
    if (EDITABLE.has(name) && value != null) Object.assign(product, { [name]: value })
  }
  touchProduct(world, product)
  world.emit('products/update', productBody(world, product))
  return { product, userErrors: [] }
}

/** productDelete: with its variants, items and levels. */
export function deleteProduct(world: World, id: Gid): Answer {
  const product = world.state.products[id]
  if (product === undefined)
    return { deletedProductId: null, userErrors: [refusal(['id'], 'Product does not exist')] }
  for (const variant of variantsOf(world, product)) removeVariant(world, variant.id)
  delete world.state.products[id]
  world.touch()
  world.emit('products/delete', { id: numberOfGid(id) })
  return { deletedProductId: id, userErrors: [] }
}

const EDITABLE = new Set(['title', 'handle', 'descriptionHtml', 'vendor', 'productType', 'tags', 'status'])

function stockSomewhere(world: World, item: Item): void {
  const first = Object.values(world.state.locations).find(({ isActive }) => isActive)
  if (first) addLevel(world, item, first.id, 0)
}
