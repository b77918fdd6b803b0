import { numberOfGid } from '../store/gid.ts'
import type { Level } from '../store/state.ts'
import { shopTime } from '../store/times.ts'
import type { World } from '../world.ts'

/** The body of inventory_levels/update. It names nobody who made the change. */
export function levelBody({ state }: World, level: Level): Record<string, unknown> {
  return {
    inventory_item_id: numberOfGid(level.itemId),
    location_id: numberOfGid(level.locationId),
    available: level.isActive ? level.quantities.available : null,
    updated_at: shopTime(level.updatedAt, state.shop.timeZone),
    admin_graphql_api_id: level.id,
  }
}
