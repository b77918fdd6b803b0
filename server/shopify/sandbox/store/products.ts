import type { World } from '../world.ts'
import type { Gid } from './gid.ts'
import type { Item, Product, Variant } from './state.ts'

export type NewProduct = Pick<Product, 'title' | 'vendor' | 'productType' | 'tags' | 'status'> & {
  optionNames: string[]
  handle?: string
  descriptionHtml?: string
}

export type NewVariant = Pick<
  Variant,
  'sku' | 'barcode' | 'price' | 'compareAtPrice' | 'values' | 'inventoryPolicy'
> &
  Pick<Item, 'unitCost' | 'tracked'> & { taxable?: boolean; requiresShipping?: boolean }

/** A product without variants. */
export function addProduct(world: World, product: NewProduct): Product {
  const { optionNames, handle, descriptionHtml = '', ...rest } = product
  const at = world.now()
  const made: Product = {
    id: world.newId('Product'),
    ...rest,
    handle: freeHandle(world, handle ?? handleOf(rest.title)),
    descriptionHtml,
    options: optionNames.map((name, index) => ({
      id: world.newId('ProductOption'),
      name,
      position: index + 1,
      values: [],
    })),
    variantIds: [],
    createdAt: at,
    updatedAt: at,
    publishedAt: rest.status === 'ACTIVE' ? at : null,
  }
  world.state.products[made.id] = made
  return made
}

/** A variant at the end of a product's, with the item that its stock is counted by. */
export function addVariant(
  world: World,
  product: Product,
  { unitCost, tracked, taxable = true, requiresShipping = true, ...from }: NewVariant,
): { variant: Variant; item: Item } {
  const at = world.now()
  const variantId = world.newId('ProductVariant')
  const item: Item = {
    id: world.newId('InventoryItem'),
    variantId,
    tracked,
    requiresShipping,
    unitCost,
    levelIds: {},
    createdAt: at,
    updatedAt: at,
  }
  const variant: Variant = {
    id: variantId,
    productId: product.id,
    itemId: item.id,
    ...from,
    position: product.variantIds.length + 1,
    taxable,
    createdAt: at,
    updatedAt: at,
  }
  world.state.items[item.id] = item
  world.state.variants[variant.id] = variant
  product.variantIds.push(variant.id)
  noteOptionValues(world, product, variant.values)
  return { variant, item }
}

/** Takes a variant, its item and its levels out of the shop. */
export function removeVariant(world: World, id: Gid): void {
  const { state } = world
  const variant = state.variants[id]!
  for (const level of Object.values(state.items[variant.itemId]!.levelIds)) delete state.levels[level]
  delete state.items[variant.itemId]
  delete state.variants[id]
  const product = state.products[variant.productId]!
  product.variantIds = product.variantIds.filter((other) => other !== id)
  for (const [index, other] of product.variantIds.entries()) state.variants[other]!.position = index + 1
}

/** Everything about a product counts as changed now. */
export function touchProduct(world: World, product: Product): void {
  product.updatedAt = world.now()
  world.touch()
}

/** `"White / M"`, or what Shopify calls the only variant of a product. */
export function variantTitle({ values }: Variant): string {
  return values.join(' / ')
}

/** The variants of a product, in order. */
export function variantsOf(world: World, product: Product): Variant[] {
  return product.variantIds.map((id) => world.state.variants[id]!)
}

/** What is available of a variant, everywhere together. */
export function availableOf(world: World, variant: Variant): number {
  const { levelIds } = world.state.items[variant.itemId]!
  return Object.values(levelIds)
    .map((id) => world.state.levels[id]!)
    .filter(({ isActive }) => isActive)
    .reduce((sum, level) => sum + level.quantities.available, 0)
}

/** Notes values that an option did not have yet. */
export function noteOptionValues(world: World, product: Product, values: string[]): void {
  for (const [index, name] of values.entries()) {
    const option = product.options[index]
    if (option !== undefined && !option.values.some((value) => value.name === name))
      option.values.push({ id: world.newId('ProductOptionValue'), name })
  }
}

function handleOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'product'
  )
}

function freeHandle(world: World, wanted: string): string {
  const taken = world.handles
  let handle = wanted
  for (let number = 1; taken.has(handle); number += 1) handle = `${wanted}-${number}`
  taken.add(handle)
  return handle
}
