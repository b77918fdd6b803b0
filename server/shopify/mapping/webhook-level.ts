import { z } from 'zod'
import { ShopifyNumber } from './ids.ts'
import { ShopifyTime } from './instant.ts'
import type { Read } from './refusal.ts'
import { shape } from './shape.ts'

/** What is available of an item at a location; null where it is not stocked there. */
export type ShopLevel = { itemId: string; locationId: string; available: number | null; updatedAt: string }

const Body = z.object({
  // Versions before 2026-07 do not name it.
  admin_graphql_api_id: z.string().default(''),
  inventory_item_id: ShopifyNumber,
  location_id: ShopifyNumber,
  available: z.nullable(z.int()),
  updated_at: ShopifyTime,
})

/** The body of inventory_levels/update. The item's number is read from the text id where there is one, which is exact in any case. */
export function levelOfWebhook(body: unknown): Read<ShopLevel> {
  const read = shape(Body, body)
  if (read.kind === 'refused') return read
  const { value } = read
  const exact = /[?&]inventory_item_id=(\d+)$/.exec(value.admin_graphql_api_id)?.[1]
  return {
    kind: 'read',
    value: {
      itemId: exact ?? value.inventory_item_id,
      locationId: value.location_id,
      available: value.available,
      updatedAt: value.updated_at,
    },
  }
}
