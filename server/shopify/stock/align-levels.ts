import type { LevelNow, LevelRead } from './level-queries.ts'

/** A change of a shelf here that follows from what is available there. */
export type ShelfChange = {
  branchId: string
  productId: string
  delta: number
  balance: number
  reason: 'shopify' | 'import'
  /** It would take the shelf below zero (M3): for the desk. */
  isHeld: boolean
}

export type Aligned = { read: LevelRead; change: ShelfChange | null }

/**
 * Compares a level with what is available of it now (null where it is not stocked there). What is not explained was done
 * by somebody else: it is done here too. A level that is met for the first time has nothing to be explained: of a product
 * that was made here by the import, or where Shopify's figure is to stand, the shelf is brought to what is there; else
 * ours stands, and the difference goes out. Pure.
 */
export function alignLevel(
  level: LevelNow,
  available: number | null,
  opening: 'shopify' | 'omnisync',
): Aligned {
  if (available === null) return notStocked(level)
  const { itemId, locationId, known, held, isStocked } = level
  const read: LevelRead = {
    itemId,
    locationId,
    known: available,
    isStocked: true,
    held,
    dirty: true,
    refused: null,
  }
  // One that is stocked again starts anew: what was available before it was taken off is no measure.
  if (known === null || !isStocked)
    return { read, change: known === null ? meet(level, available, opening) : null }
  if (available === known) return { read: { ...read, dirty: false }, change: null }
  const change = changeOf(level, available - known, 'shopify')
  return { read: { ...read, held: held + (change.isHeld ? change.delta : 0) }, change }
}

/** Whether it was never stocked there, which our own pieces may change, or somebody took it off. */
function notStocked({ itemId, locationId, known, isStocked, held }: LevelNow): Aligned {
  const read: LevelRead = { itemId, locationId, known: 0, isStocked: false, held, dirty: true, refused: null }
  if (known === null || !isStocked) return { read, change: null }
  const refused = {
    code: 'shopify/unstocked',
    message: 'Somebody ended the stocking of this item at its location. Stock it there again in Shopify.',
  }
  return { read: { ...read, refused }, change: null }
}

/** A shelf that has what is there, what orders still claim of it, and what the desk has not decided on. */
function meet(level: LevelNow, available: number, opening: 'shopify' | 'omnisync'): ShelfChange | null {
  const isNewHere = level.isNew && !level.hasMoved
  if (!isNewHere && (level.opening ?? opening) === 'omnisync') return null
  const wanted = Math.max(0, available) + level.claimed - level.held
  return wanted === level.onHand ? null : changeOf(level, wanted - level.onHand, 'import')
}

function changeOf(level: LevelNow, delta: number, reason: ShelfChange['reason']): ShelfChange {
  const { branchId, productId, onHand } = level
  const balance = onHand + delta
  return { branchId, productId, delta, balance, reason, isHeld: balance < 0 }
}
