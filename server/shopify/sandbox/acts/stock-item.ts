import type { Gid } from '../store/gid.ts'
import { addLevel, levelAt, move, tellLevels } from '../store/levels.ts'
import type { Level } from '../store/state.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'

/** inventoryActivate: an item is stocked at a location from now on, again or for the first time. */
export function activateItem(
  world: World,
  input: { inventoryItemId: Gid; locationId: Gid; available?: number | null; onHand?: number | null },
): Answer {
  const { inventoryItemId, locationId, available, onHand } = input
  const item = world.state.items[inventoryItemId]
  const refuse = (field: string, message: string): Answer => ({
    inventoryLevel: null,
    userErrors: [refusal([field], message)],
  })
  if (item === undefined)
    return refuse('inventoryItemId', "The product couldn't be stocked: it was not found.")
  if (world.state.locations[locationId] === undefined)
    return refuse('locationId', "The product couldn't be stocked because the location wasn't found.")
  const known = levelAt(world, inventoryItemId, locationId)
  if (known?.isActive === true && (available != null || onHand != null))
    return refuse(
      available == null ? 'onHand' : 'available',
      'Not allowed to set available quantity when the item is already active at the location.',
    )
  const level = known ?? addLevel(world, item, locationId, 0)
  level.isActive = true
  const wanted = available ?? onHand
  if (wanted != null) move(world, level, 'available', wanted - level.quantities.available)
  world.touch()
  tellLevels(world, [level])
  return { inventoryLevel: level, userErrors: [] }
}

/** inventoryDeactivate: an item is no longer stocked at a location; it must stay stocked at some other. */
export function deactivateItem(world: World, { inventoryLevelId }: { inventoryLevelId: Gid }): Answer {
  const level = world.state.levels[inventoryLevelId]
  if (level === undefined)
    return {
      userErrors: [refusal(null, "The product couldn't be unstocked because the location wasn't found.")],
    }
  const place = world.state.locations[level.locationId]!.name
  if (!otherLevels(world, level).some(({ isActive }) => isActive))
    return {
      userErrors: [
        refusal(
          null,
          `The product couldn't be unstocked from ${place} because products need to be stocked at a minimum of 1 location.`,
        ),
      ],
    }
  if (level.quantities.committed > 0)
    return {
      userErrors: [
        refusal(null, `The product couldn't be unstocked from ${place} because it has committed inventory.`),
      ],
    }
  level.isActive = false
  level.updatedAt = world.now()
  world.touch()
  tellLevels(world, [level])
  return { userErrors: [] }
}

function otherLevels(world: World, level: Level): Level[] {
  const ids = Object.values(world.state.items[level.itemId]!.levelIds)
  return ids.filter((id) => id !== level.id).map((id) => world.state.levels[id]!)
}
