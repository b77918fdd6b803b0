import { adjustQuantities, setQuantities } from '../acts/change-quantities.ts'
import type { AdjustInput, Group, SetInput } from '../acts/change-quantities.ts'
import { updateItem } from '../acts/edit-variants.ts'
import type { ItemInput } from '../acts/edit-variants.ts'
import { activateItem, deactivateItem } from '../acts/stock-item.ts'
import { apiError } from '../graphql/api-error.ts'
import { pageOf } from '../graphql/connection.ts'
import type { PageArgs } from '../graphql/connection.ts'
import { once } from '../graphql/idempotent.ts'
import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { levelAt } from '../store/levels.ts'
import { moneyV2 } from '../store/money.ts'
import type { Item, Level, QuantityName } from '../store/state.ts'
import { QUANTITY_NAMES } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import type { World } from '../world.ts'
import { LEVELS } from './levels-listing.ts'
import { idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import type { Plays } from './play.ts'

const itemsListing = (world: World): Listing<Item> => ({
  fields: {
    id: idNumber,
    sku: ({ variantId }) => world.state.variants[variantId]!.sku,
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
  },
  words: ({ variantId }) => world.state.variants[variantId]!.sku ?? '',
  sorts: {},
})

/** Stock: what is counted, where it lies, and how it changes. */
export const inventory: Plays = {
  QueryRoot: {
    inventoryItem: (_: unknown, { id }: { id: Gid }, { world }) => world.state.items[id] ?? null,
    inventoryItems: (_: unknown, args: ListArgs, context, info) =>
      list(Object.values(context.world.state.items), args, itemsListing(context.world), context, info),
    inventoryLevel: (_: unknown, { id }: { id: Gid }, { world }) => world.state.levels[id] ?? null,
  },
  Mutation: {
    inventorySetQuantities: (_: unknown, args: { input: SetInput }, { world }, info) => {
      wantChangeFrom(args.input.quantities, 'InventoryQuantityInput')
      return once(world, args, info, () => setQuantities(world, args.input))
    },
    inventoryAdjustQuantities: (_: unknown, args: { input: AdjustInput }, { world }, info) => {
      wantChangeFrom(args.input.changes, 'InventoryChangeInput')
      return once(world, args, info, () => adjustQuantities(world, args.input))
    },
    inventoryActivate: (
      _: unknown,
      args: { inventoryItemId: Gid; locationId: Gid; available?: number | null; onHand?: number | null },
      { world },
      info,
    ) => once(world, args, info, () => activateItem(world, args)),
    inventoryDeactivate: (_: unknown, args: { inventoryLevelId: Gid }, { world }, info) =>
      once(world, args, info, () => deactivateItem(world, args)),
    inventoryItemUpdate: (_: unknown, args: { id: Gid; input: ItemInput }, { world }, info) =>
      once(world, args, info, () => updateItem(world, args)),
  },
  InventoryItem: {
    legacyResourceId: ({ id }: Item) => numberOfGid(id).toString(),
    sku: ({ variantId }: Item, _: unknown, { world }) => world.state.variants[variantId]!.sku,
    variant: ({ variantId }: Item, _: unknown, { world }) => world.state.variants[variantId],
    variants: ({ variantId }: Item, args: PageArgs, { world, everything }) =>
      pageOf([world.state.variants[variantId]!], args, () => null, everything),
    unitCost: ({ unitCost }: Item, _: unknown, { world }) =>
      unitCost === null ? null : moneyV2(unitCost, world.state.shop.currency),
    duplicateSkuCount: ({ variantId }: Item, _: unknown, { world }) => {
      const { sku } = world.state.variants[variantId]!
      return sku === null
        ? 0
        : Object.values(world.state.variants).filter((one) => one.sku === sku).length - 1
    },
    locationsCount: ({ levelIds }: Item, _: unknown, { world }) => ({
      count: levelsOf(world, levelIds, false).length,
      precision: 'EXACT',
    }),
    inventoryLevel: ({ id }: Item, args: { locationId: Gid; includeInactive: boolean }, { world }) => {
      const level = levelAt(world, id, args.locationId)
      return level !== undefined && (level.isActive || args.includeInactive) ? level : null
    },
    inventoryLevels: ({ levelIds }: Item, args: ListArgs & { includeInactive: boolean }, context, info) =>
      list(levelsOf(context.world, levelIds, args.includeInactive), args, LEVELS, context, info),
    createdAt: ({ createdAt }: Item) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Item) => apiTime(updatedAt),
  },
  InventoryLevel: {
    item: ({ itemId }: Level, _: unknown, { world }) => world.state.items[itemId],
    location: ({ locationId }: Level, _: unknown, { world }) => world.state.locations[locationId],
    quantities: (level: Level, { names }: { names: string[] }) => names.map((name) => quantity(level, name)),
    canDeactivate: ({ quantities }: Level) => quantities.committed === 0,
    deactivationAlert: () => null,
    createdAt: ({ createdAt }: Level) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Level) => apiTime(updatedAt),
  },
  InventoryAdjustmentGroup: {
    createdAt: ({ createdAt }: Group) => apiTime(createdAt),
    app: (_: unknown, __: unknown, { world: { state } }) => ({
      id: state.app.id,
      title: 'OmniSync',
      handle: 'omnisync',
      apiKey: state.app.clientId,
    }),
    changes: ({ changes }: Group, args: ChangesArgs) =>
      changes.filter(
        ({ name, itemId, locationId }) =>
          isAmong(args.quantityNames, name) &&
          isAmong(args.inventoryItemIds, itemId) &&
          isAmong(args.locationIds, locationId),
      ),
  },
  InventoryChange: {
    item: ({ itemId }: Group['changes'][number], _: unknown, { world }) => world.state.items[itemId] ?? null,
    location: ({ locationId }: Group['changes'][number], _: unknown, { world }) =>
      world.state.locations[locationId] ?? null,
    // Shopify tells none here, whatever its name promises.
    quantityAfterChange: () => null,
  },
}

type ChangesArgs = {
  quantityNames?: string[] | null
  inventoryItemIds?: Gid[] | null
  locationIds?: Gid[] | null
}

function isAmong(wanted: string[] | null | undefined, one: string): boolean {
  return wanted == null || wanted.includes(one)
}

function levelsOf(world: World, ids: Record<Gid, Gid>, includeInactive: boolean): Level[] {
  return Object.values(ids)
    .map((id) => world.state.levels[id]!)
    .filter(({ isActive }) => isActive || includeInactive)
}

function quantity(level: Level, name: string): Record<string, unknown> {
  if (!QUANTITY_NAMES.includes(name as QuantityName))
    throw apiError(`The specified quantity name is invalid: ${name}`, 'BAD_REQUEST')
  const known = name as QuantityName
  const changedAt = level.changedAt[known]
  return {
    id: `gid://shopify/InventoryQuantity/${numberOfGid(level.id)}?inventory_item_id=${numberOfGid(level.itemId)}&name=${name}`,
    name,
    quantity: level.quantities[known],
    updatedAt: changedAt === undefined ? null : apiTime(changedAt),
  }
}

/** Looked at before the key is: what it changes from is to be named, be it as null. */
function wantChangeFrom(rows: object[], type: string): void {
  if (rows.some((row) => !('changeFromQuantity' in row)))
    throw apiError(
      `${type} must include the following argument: changeFromQuantity.`,
      'INVALID_FIELD_ARGUMENTS',
    )
}
