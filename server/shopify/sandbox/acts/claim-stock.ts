import type { Gid } from '../store/gid.ts'
import { move } from '../store/levels.ts'
import type { Level, Line } from '../store/state.ts'
import type { World } from '../world.ts'

/**
 * Sets pieces of a variant aside for an order: they are no longer available, and lie on the shelf, committed, until
 * they are shipped. Taken from the first location that has them all and sells online.
 *
 * @param ignoringPolicy also below zero where the variant does not sell on
 * @returns where they are, or undefined where there are not enough; null where nobody counts them
 */
export function claim(
  world: World,
  { variantId, quantity }: Pick<Line, 'variantId' | 'quantity'>,
  ignoringPolicy: boolean,
): Level | null | undefined {
  const variant = variantId === null ? undefined : world.state.variants[variantId]
  if (variant === undefined || !world.state.items[variant.itemId]!.tracked) return null
  const levels = onlineLevels(world, variant.itemId)
  const enough = levels.find((level) => level.quantities.available >= quantity)
  const level = enough ?? (ignoringPolicy || variant.inventoryPolicy === 'CONTINUE' ? levels[0] : undefined)
  if (level === undefined) return undefined
  move(world, level, 'available', -quantity)
  move(world, level, 'committed', quantity)
  return level
}

/** Makes committed pieces available again. */
export function release(world: World, line: Line, quantity: number): Level[] {
  const level = claimedLevel(world, line)
  if (level === undefined) return []
  move(world, level, 'committed', -quantity)
  move(world, level, 'available', quantity)
  return [level]
}

/** Committed pieces leave the shelf. */
export function ship(world: World, line: Line, quantity: number): Level[] {
  const level = claimedLevel(world, line)
  if (level === undefined) return []
  move(world, level, 'committed', -quantity)
  return [level]
}

/** Pieces that had left come back to a shelf. */
export function takeBack(world: World, line: Line, quantity: number, locationId: Gid | null): Level[] {
  const itemId = line.variantId === null ? undefined : world.state.variants[line.variantId]?.itemId
  if (itemId === undefined || !world.state.items[itemId]!.tracked) return []
  const levels = onlineLevels(world, itemId)
  const level = levels.find((one) => one.locationId === locationId) ?? levels[0]
  if (level === undefined) return []
  move(world, level, 'available', quantity)
  return [level]
}

function claimedLevel(world: World, { claimedAt }: Line): Level | undefined {
  return claimedAt === null ? undefined : world.state.levels[claimedAt]
}

function onlineLevels(world: World, itemId: Gid): Level[] {
  return Object.values(world.state.items[itemId]!.levelIds)
    .map((id) => world.state.levels[id]!)
    .filter(({ isActive, locationId }) => {
      const location = world.state.locations[locationId]!
      return isActive && location.isActive && location.fulfillsOnlineOrders
    })
}
