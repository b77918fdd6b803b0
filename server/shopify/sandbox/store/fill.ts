import type { World } from '../world.ts'
import type { Catalogue, CatalogueProduct } from './catalogue.ts'
import { numberOfGid } from './gid.ts'
import type { Gid } from './gid.ts'
import { addLevel } from './levels.ts'
import { addProduct, addVariant } from './products.ts'

/** Puts a catalogue into a shop, and tells nobody. */
export function fill(world: World, { locations, products }: Catalogue): void {
  const at = world.now()
  const places = locations.map(({ name, city = name, countryCode = 'US', fulfillsOnlineOrders = true }) => {
    const id = world.newId('Location')
    world.state.locations[id] = {
      id,
      name,
      levelNumber: numberOfGid(world.newId('InventoryLevel')).toString(),
      isActive: true,
      fulfillsOnlineOrders,
      address1: '1 High Street',
      city,
      countryCode,
      createdAt: at,
      updatedAt: at,
    }
    return id
  })
  for (const product of products) fillProduct(world, product, places)
  world.touch()
}

function fillProduct(world: World, from: CatalogueProduct, places: Gid[]): void {
  const product = addProduct(world, {
    title: from.title,
    vendor: from.vendor ?? world.state.shop.name,
    productType: from.productType ?? '',
    tags: [...(from.tags ?? [])],
    status: from.status ?? 'ACTIVE',
    optionNames: [...(from.options ?? ['Title'])],
  })
  for (const one of from.variants) {
    const { item } = addVariant(world, product, {
      sku: one.sku,
      barcode: one.barcode ?? null,
      price: one.price,
      compareAtPrice: one.compareAtPrice ?? null,
      unitCost: one.unitCost ?? null,
      values: [...(one.values ?? ['Default Title'])],
      tracked: one.tracked ?? true,
      inventoryPolicy: one.inventoryPolicy ?? 'DENY',
    })
    for (const [index, place] of places.entries()) {
      const available = one.available === undefined ? 0 : one.available[index]
      if (available != null) addLevel(world, item, place, available)
    }
  }
}
