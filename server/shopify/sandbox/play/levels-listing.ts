import type { Level } from '../store/state.ts'
import { numberOfGid } from '../store/gid.ts'
import { idNumber } from './list.ts'
import type { Listing } from './list.ts'

/** A location is not among what levels are found by: asked for one, Shopify answers all of them, and warns. */
export const LEVELS: Listing<Level> = {
  fields: {
    id: idNumber,
    inventory_item_id: ({ itemId }) => numberOfGid(itemId).toString(),
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
  },
  words: ({ id }) => id,
  sorts: {},
}
