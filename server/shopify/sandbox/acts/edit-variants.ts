import type { Gid } from '../store/gid.ts'
import { addLevel } from '../store/levels.ts'
import { centsOf, decimals } from '../store/money.ts'
import { addVariant, noteOptionValues, removeVariant, touchProduct, variantsOf } from '../store/products.ts'
import type { Item, Product, Variant } from '../store/state.ts'
import { productBody } from '../webhooks/product-body.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer, UserError } from './answer.ts'

export type ItemInput = {
  sku?: string | null
  cost?: string | number | null
  tracked?: boolean | null
  requiresShipping?: boolean | null
}
export type VariantInput = {
  id?: Gid | null
  barcode?: string | null
  price?: string | number | null
  compareAtPrice?: string | number | null
  inventoryPolicy?: Variant['inventoryPolicy'] | null
  taxable?: boolean | null
  optionValues?: { name?: string | null; optionName?: string | null; optionId?: Gid | null }[] | null
  inventoryItem?: ItemInput | null
  inventoryQuantities?: { locationId: Gid; availableQuantity: number }[] | null
}

/** A product has no more variants than this. */
const MOST_VARIANTS = 2_048

/** productVariantsBulkCreate: all of them, or none. */
export function createVariants(
  world: World,
  { productId, variants, strategy }: { productId: Gid; variants: VariantInput[]; strategy?: string | null },
): Answer {
  const product = world.state.products[productId]
  const none = { product: product ?? null, productVariants: null }
  if (product === undefined)
    return {
      ...none,
      userErrors: [refusal(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST')],
    }
  const errors = variants.flatMap((variant, index) => [
    ...wrongPrices(variant, index),
    ...wrongOptions(product, variant, index),
  ])
  if (product.variantIds.length + variants.length > MOST_VARIANTS)
    errors.push(
      refusal(['variants'], `A product can have ${MOST_VARIANTS} variants at most`, 'LIMIT_EXCEEDED'),
    )
  if (errors.length > 0) return { ...none, userErrors: errors }
  // The variant that a new product begins with makes way for the first real ones.
  const standIns = variantsOf(world, product).filter(({ values }) => values.join() === 'Default Title')
  const made = variants.map((input) => {
    const { variant, item } = addVariant(world, product, {
      sku: input.inventoryItem?.sku ?? null,
      barcode: input.barcode ?? null,
      price: decimals(centsOf(input.price) ?? 0),
      compareAtPrice: priceOf(input.compareAtPrice),
      values: product.options.map(({ name, id }) => valueOf(input, name, id) ?? 'Default Title'),
      inventoryPolicy: input.inventoryPolicy ?? 'DENY',
      unitCost: centsOf(input.inventoryItem?.cost) ?? null,
      tracked: input.inventoryItem?.tracked ?? true,
    })
    for (const { locationId, availableQuantity } of input.inventoryQuantities ?? [])
      addLevel(world, item, locationId, availableQuantity)
    if (Object.keys(item.levelIds).length === 0) stockAtFirst(world, item)
    return variant
  })
  if (strategy === 'REMOVE_STANDALONE_VARIANT' || strategy === 'DEFAULT' || strategy == null)
    for (const variant of standIns) removeVariant(world, variant.id)
  return tell(world, product, made)
}

/** productVariantsBulkUpdate: those of one product; all, or none unless partial updates are allowed. */
export function updateVariants(
  world: World,
  input: { productId: Gid; variants: VariantInput[]; allowPartialUpdates?: boolean | null },
): Answer {
  const product = world.state.products[input.productId]
  const none = { product: product ?? null, productVariants: null }
  if (product === undefined)
    return {
      ...none,
      userErrors: [refusal(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST')],
    }
  const checked = input.variants.map((variant, index) => ({
    variant,
    errors: [...wrongTarget(world, product, variant, index), ...wrongPrices(variant, index)],
  }))
  const userErrors = checked.flatMap(({ errors }) => errors)
  if (userErrors.length > 0 && input.allowPartialUpdates !== true) return { ...none, userErrors }
  const changed = checked
    .filter(({ errors }) => errors.length === 0)
    .map(({ variant }) => change(world, product, variant))
  if (changed.length === 0) return { ...none, userErrors }
  // All that were named are answered, changed or not.
  const named = input.variants.flatMap(({ id }) => (id == null ? [] : (world.state.variants[id] ?? [])))
  tell(world, product, changed)
  return { product, productVariants: named, userErrors }
}

/** productVariantsBulkDelete. */
export function deleteVariants(
  world: World,
  { productId, variantsIds }: { productId: Gid; variantsIds: Gid[] },
): Answer {
  const product = world.state.products[productId]
  if (product === undefined)
    return {
      product: null,
      userErrors: [refusal(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST')],
    }
  const wrong = variantsIds.flatMap((id, index) =>
    world.state.variants[id]?.productId === productId
      ? []
      : [
          refusal(
            ['variantsIds', String(index)],
            'At least one variant does not belong to the product',
            'AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT',
          ),
        ],
  )
  if (wrong.length > 0) return { product, userErrors: wrong }
  for (const id of variantsIds) removeVariant(world, id)
  return { ...tell(world, product, []), productVariants: null }
}

/** inventoryItemUpdate. */
export function updateItem(world: World, { id, input }: { id: Gid; input: ItemInput }): Answer {
  const item = world.state.items[id]
  if (item === undefined)
    return {
      inventoryItem: null,
      userErrors: [refusal(['id'], "The product couldn't be updated because it does not exist.")],
    }
  const variant = world.state.variants[item.variantId]!
  const product = world.state.products[variant.productId]!
  changeItem(world, item, input)
  tell(world, product, [variant])
  return { inventoryItem: item, userErrors: [] }
}

function change(world: World, product: Product, input: VariantInput): Variant {
  const variant = world.state.variants[input.id!]!
  if (input.price != null) variant.price = decimals(centsOf(input.price)!)
  if (input.compareAtPrice !== undefined) variant.compareAtPrice = priceOf(input.compareAtPrice)
  if (input.barcode !== undefined) variant.barcode = input.barcode
  if (input.inventoryPolicy != null) variant.inventoryPolicy = input.inventoryPolicy
  if (input.taxable != null) variant.taxable = input.taxable
  if (input.optionValues != null) {
    variant.values = product.options.map(
      ({ name, id }, index) => valueOf(input, name, id) ?? variant.values[index]!,
    )
    noteOptionValues(world, product, variant.values)
  }
  variant.updatedAt = world.now()
  if (input.inventoryItem != null) changeItem(world, world.state.items[variant.itemId]!, input.inventoryItem)
  return variant
}

function changeItem(world: World, item: Item, input: ItemInput): void {
  if (input.sku !== undefined) world.state.variants[item.variantId]!.sku = input.sku
  if (input.cost !== undefined) item.unitCost = centsOf(input.cost) ?? null
  if (input.tracked != null) item.tracked = input.tracked
  if (input.requiresShipping != null) item.requiresShipping = input.requiresShipping
  item.updatedAt = world.now()
}

function tell(world: World, product: Product, variants: Variant[]): Answer {
  touchProduct(world, product)
  world.emit('products/update', productBody(world, product))
  return { product, productVariants: variants, userErrors: [] }
}

function stockAtFirst(world: World, item: Item): void {
  const first = Object.values(world.state.locations).find(({ isActive }) => isActive)
  if (first) addLevel(world, item, first.id, 0)
}

function valueOf(input: VariantInput, optionName: string, optionId: Gid): string | undefined {
  const found = input.optionValues?.find((one) => one.optionName === optionName || one.optionId === optionId)
  return found?.name ?? undefined
}

function priceOf(written: string | number | null | undefined): string | null {
  const cents = centsOf(written)
  return cents === undefined ? null : decimals(cents)
}

function wrongTarget(world: World, product: Product, { id }: VariantInput, index: number): UserError[] {
  const field = ['variants', String(index), 'id']
  if (id == null)
    return [refusal(field, 'Product variant is missing ID attribute', 'PRODUCT_VARIANT_ID_MISSING')]
  return world.state.variants[id]?.productId === product.id
    ? []
    : [refusal(field, 'Product variant does not exist', 'PRODUCT_VARIANT_DOES_NOT_EXIST')]
}

function wrongPrices({ price }: VariantInput, index: number): UserError[] {
  if (price == null) return []
  const field = ['variants', String(index), 'price']
  const cents = centsOf(price)
  if (cents === undefined) return [refusal(field, 'Price is invalid', 'INVALID_INPUT')]
  return cents < 0
    ? [refusal(field, 'Price must be greater than or equal to 0', 'GREATER_THAN_OR_EQUAL_TO')]
    : []
}

function wrongOptions(product: Product, input: VariantInput, index: number): UserError[] {
  if (product.options.length === 1 && product.options[0]!.name === 'Title') return []
  return product.options
    .filter(({ name, id }) => valueOf(input, name, id) === undefined)
    .map(({ name }) =>
      refusal(
        ['variants', String(index)],
        `You need to add option values for ${name}`,
        'NEED_TO_ADD_OPTION_VALUES',
      ),
    )
}
