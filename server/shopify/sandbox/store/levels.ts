import { levelBody } from '../webhooks/level-body.ts'
import { productBody } from '../webhooks/product-body.ts'
import type { World } from '../world.ts'
import { gidOf, numberOfGid } from './gid.ts'
import type { Gid } from './gid.ts'
import { QUANTITY_NAMES } from './state.ts'
import type { Item, Level, QuantityName } from './state.ts'

/** Stocks an item at a location where it was not yet. */
export function addLevel(world: World, item: Item, locationId: Gid, available: number): Level {
  const at = world.now()
  const { levelNumber } = world.state.locations[locationId]!
  const level: Level = {
    id: `${gidOf('InventoryLevel', levelNumber)}?inventory_item_id=${numberOfGid(item.id)}`,
    place: numberOfGid(world.newId('InventoryLevel')).toString(),
    itemId: item.id,
    locationId,
    isActive: true,
    quantities: {
      ...(Object.fromEntries(QUANTITY_NAMES.map((name) => [name, 0])) as Level['quantities']),
      available,
      on_hand: available,
    },
    changedAt: { available: at },
    createdAt: at,
    updatedAt: at,
  }
  world.state.levels[level.id] = level
  item.levelIds[locationId] = level.id
  return level
}

/** The level of an item at a location, inactive ones too. */
export function levelAt(world: World, itemId: Gid, locationId: Gid): Level | undefined {
  const id = world.state.items[itemId]?.levelIds[locationId]
  return id === undefined ? undefined : world.state.levels[id]
}

/** What is on a shelf: all of these are pieces that lie there. */
const ON_HAND: readonly QuantityName[] = [
  'available',
  'committed',
  'damaged',
  'quality_control',
  'reserved',
  'safety_stock',
]

/** Moves one quantity of a level, and what lies there with it. Tells nobody: see tellLevels. */
export function move(world: World, level: Level, name: QuantityName, by: number): void {
  const at = world.now()
  level.quantities[name] += by
  if (ON_HAND.includes(name)) level.quantities.on_hand += by
  level.changedAt[name] = at
  level.updatedAt = at
  world.touch()
}

/** Tells what changed on some levels: each level by itself, and the products that are sold from them. */
export function tellLevels(world: World, levels: Iterable<Level>): void {
  const products = new Set<Gid>()
  for (const level of new Set(levels)) {
    world.emit('inventory_levels/update', levelBody(world, level))
    products.add(world.state.variants[world.state.items[level.itemId]!.variantId]!.productId)
  }
  for (const id of products) {
    const product = world.state.products[id]!
    product.updatedAt = world.now()
    world.emit('products/update', productBody(world, product))
  }
}
