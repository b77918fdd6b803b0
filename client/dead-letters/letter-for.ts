import { withoutCost } from '../../shared/catalog/without-cost.ts'
import type { Letter } from './letter-api.ts'
import type { Payload } from './payload-fields.ts'

/**
 * A letter as whoever is at the screen may see it, and whether they may correct it: products and their costs are an
 * admin's (P2). The server knows who signed in and no more, so who took over by PIN is held to their own role here.
 */
export function letterFor(letter: Letter, isAdmin: boolean): { letter: Letter; mayEdit: boolean } {
  if (isAdmin) return { letter, mayEdit: true }
  const { payload, stored, differences } = letter
  const shown = {
    ...letter,
    payload: withoutCost(payload),
    stored: stored && withoutCost(stored),
    differences: differences.filter(({ path }) => path !== 'cost'),
  }
  return { letter: shown, mayEdit: letter.collection !== 'products' }
}

/** Whether a correction may be sent: deleting is an admin's, and what was sent as deleted may stay so. */
export function maySend(before: Payload, after: Payload, isAdmin: boolean): boolean {
  return isAdmin || after['_deleted'] !== true || before['_deleted'] === true
}
