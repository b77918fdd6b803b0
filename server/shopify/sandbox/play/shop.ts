import { apiError } from '../graphql/api-error.ts'
import type { Context } from '../graphql/context.ts'
import { numberOfGid, typeOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import type { Location, ShopSettings, State } from '../store/state.ts'
import { apiTime, formatOffset, offsetAt } from '../store/times.ts'
import { levelAt } from '../store/levels.ts'
import { API_VERSION } from '../version.ts'
import { count, idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import { LEVELS } from './levels-listing.ts'
import type { Plays } from './play.ts'

const LOCATIONS: Listing<Location> = {
  fields: {
    id: idNumber,
    location_id: idNumber,
    name: ({ name }) => name,
    active: ({ isActive }) => isActive,
    created_at: ({ createdAt }) => createdAt,
  },
  words: ({ name }) => name,
  sorts: { NAME: ({ name }) => name },
}

/** Where a record of a type is kept. */
const KEPT: Record<string, (state: State) => Record<Gid, unknown>> = {
  BulkOperation: ({ bulks }) => bulks,
  InventoryItem: ({ items }) => items,
  InventoryLevel: ({ levels }) => levels,
  Location: ({ locations }) => locations,
  Order: ({ orders }) => orders,
  Product: ({ products }) => products,
  ProductVariant: ({ variants }) => variants,
  Refund: ({ refunds }) => refunds,
  WebhookSubscription: ({ subscriptions }) => subscriptions,
}

/** What an id stands for, or null. */
function record({ world }: Context, id: Gid): unknown {
  const type = typeOfGid(id)
  if (type === undefined) throw apiError(`Invalid global id '${id}'`, 'argumentLiteralsIncompatible')
  if (type === 'Shop') return id === world.state.shop.id ? world.state.shop : null
  return KEPT[type]?.(world.state)[id] ?? null
}

/** The shop itself, its places, our installation in it, and whatever is asked for by id alone. */
export const shop: Plays = {
  QueryRoot: {
    shop: (_: unknown, __: unknown, { world }) => world.state.shop,
    node: (_: unknown, { id }: { id: Gid }, context) => record(context, id),
    nodes: (_: unknown, { ids }: { ids: Gid[] }, context) => ids.map((id) => record(context, id)),
    job: (_: unknown, { id }: { id: Gid }) => ({ id, done: true }),
    location: (_: unknown, { id }: { id?: Gid | null }, { world }) =>
      (id == null ? Object.values(world.state.locations)[0] : world.state.locations[id]) ?? null,
    locations: (_: unknown, args: ListArgs & { includeInactive: boolean }, context, info) => {
      const all = Object.values(context.world.state.locations)
      const shown = args.includeInactive ? all : all.filter(({ isActive }) => isActive)
      return list(shown, args, LOCATIONS, context, info)
    },
    locationsCount: (_: unknown, args: ListArgs, context, info) =>
      count(Object.values(context.world.state.locations), args, LOCATIONS, context, info),
    currentAppInstallation: (_: unknown, __: unknown, { world: { state } }) => ({
      id: state.app.installationId,
      launchUrl: `https://${state.shop.domain}/admin/apps/sandbox`,
      uninstallUrl: null,
      accessScopes: scopes(state.app.scopes),
      app: { id: state.app.id, title: 'OmniSync', handle: 'omnisync', apiKey: state.app.clientId },
    }),
    publicApiVersions: () => [
      { handle: API_VERSION, displayName: `${API_VERSION} (Latest)`, supported: true },
      { handle: '2026-07', displayName: '2026-07', supported: true },
    ],
  },
  Shop: {
    myshopifyDomain: ({ domain }: ShopSettings) => domain,
    url: ({ domain }: ShopSettings) => `https://${domain}`,
    contactEmail: ({ email }: ShopSettings) => email,
    currencyCode: ({ currency }: ShopSettings) => currency,
    enabledPresentmentCurrencies: ({ currency }: ShopSettings) => [currency],
    ianaTimezone: ({ timeZone }: ShopSettings) => timeZone,
    timezoneOffsetMinutes: ({ timeZone }: ShopSettings, _: unknown, { world }) =>
      offsetAt(world.now(), timeZone),
    timezoneOffset: ({ timeZone }: ShopSettings, _: unknown, { world }) =>
      formatOffset(offsetAt(world.now(), timeZone)).replace(':', ''),
    createdAt: ({ createdAt }: ShopSettings) => apiTime(createdAt),
    updatedAt: ({ createdAt }: ShopSettings) => apiTime(createdAt),
    taxesIncluded: () => true,
    taxShipping: () => false,
    shopOwnerName: () => 'Sandbox Owner',
    unitSystem: () => 'METRIC_SYSTEM',
    weightUnit: () => 'KILOGRAMS',
  },
  Location: {
    legacyResourceId: ({ id }: Location) => numberOfGid(id).toString(),
    address: ({ address1, city, countryCode }: Location) => ({
      address1,
      address2: null,
      city,
      country: countryCode,
      countryCode,
      formatted: [address1, city, countryCode],
      latitude: null,
      longitude: null,
      phone: null,
      province: null,
      provinceCode: null,
      zip: null,
    }),
    createdAt: ({ createdAt }: Location) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Location) => apiTime(updatedAt),
    deactivatedAt: ({ isActive, updatedAt }: Location) => (isActive ? null : apiTime(updatedAt)),
    isFulfillmentService: () => false,
    shipsInventory: ({ fulfillsOnlineOrders }: Location) => fulfillsOnlineOrders,
    hasActiveInventory: ({ id }: Location, _: unknown, { world }) =>
      Object.values(world.state.levels).some((level) => level.locationId === id && level.isActive),
    inventoryLevel: ({ id }: Location, args: { inventoryItemId: Gid }, { world }) =>
      levelAt(world, args.inventoryItemId, id) ?? null,
    inventoryLevels: ({ id }: Location, args: ListArgs & { includeInactive: boolean }, context, info) => {
      const own = Object.values(context.world.state.levels).filter(
        (level) => level.locationId === id && (level.isActive || args.includeInactive),
      )
      return list(own, args, LEVELS, context, info)
    },
  },
}

function scopes(handles: string[]): { handle: string; description: string }[] {
  return handles.map((handle) => ({ handle, description: handle.replace('_', ' ') }))
}
