import { inTransaction } from '../../database/transaction.ts'
import type { Shop } from '../connection/connection.ts'
import { cleanLevels, lendLevels, levelsNow } from './level-queries.ts'
import type { LevelKey, LevelNow } from './level-queries.ts'
import { insertSend } from './send-queries.ts'
import type { Payload, SentLevel } from './send-queries.ts'

/** Levels that Shopify takes in one call. */
const MOST = 250
/** Items that are stocked somewhere for the first time: each is a call of its own. */
const MOST_ACTIVATED = 10

/** What is to be told of levels: nothing, or changes of some in one call, counts of others, and new places. */
export type Decision = {
  adjust: SentLevel[]
  set: SentLevel[]
  activate: SentLevel[]
  /** Those of which nothing is to be told. */
  even: LevelKey[]
}

/**
 * A level is told by comparing where fewer would be left: an online order that nobody has heard of yet may have taken
 * them, and a difference would bring Shopify below zero.
 */
const FEW = 10

/**
 * Decides what is to be told of levels: what we expect there less what is known to be there. Where somebody counted the
 * shelf, or few pieces are left, what lies there is set, compared with what is known; else the difference is told, which
 * is right whatever happened there meanwhile. Pure.
 */
export function decideSends(levels: readonly LevelNow[]): Decision {
  const decision: Decision = { adjust: [], set: [], activate: [], even: [] }
  for (const { itemId, locationId, known, onHand, claimed, held, counted, isStocked } of levels) {
    if (known === null) continue
    const expected = notBelowZero(onHand - claimed + held, known)
    const level = { itemId, locationId, delta: expected - known, from: known }
    if (level.delta === 0 || (!isStocked && expected <= 0)) decision.even.push({ itemId, locationId })
    else if (!isStocked) decision.activate.push(level)
    else if (counted || (level.delta < 0 && expected < FEW)) decision.set.push(level)
    else decision.adjust.push(level)
  }
  decision.activate.splice(MOST_ACTIVATED)
  return decision
}

/**
 * What both sides sold once too often is owed to somebody, and is an open case here: until that is settled Shopify has
 * none left, and not less than none. Where it is below zero by itself it is not brought further down.
 */
function notBelowZero(expected: number, known: number): number {
  return expected >= 0 ? expected : Math.max(expected, Math.min(0, known))
}

/**
 * Writes down what is to be told of the levels that changed, and lends them to it, in one transaction: the key of each
 * call is kept before it is made. What is less than a call holds may be gathered for longer.
 *
 * @returns whether levels were looked at
 */
export async function planSends({ deps, tenantId, pace }: Shop): Promise<boolean> {
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const levels = await levelsNow(tx, tenantId, { dirty: true }, MOST)
    if (levels.length === 0) return false
    const { adjust, set, activate, even } = decideSends(levels)
    await cleanLevels(tx, tenantId, even)
    const isEven = adjust.length + set.length + activate.length === 0
    if (!isEven && levels.length < MOST && pace?.holds() === true) return false
    if (!isEven) pace?.told()
    const payloads: Payload[] = [
      ...(adjust.length > 0 ? [{ kind: 'adjust' as const, levels: adjust }] : []),
      ...(set.length > 0 ? [{ kind: 'set' as const, levels: set }] : []),
      ...activate.map((level) => ({ kind: 'activate' as const, levels: [level] })),
    ]
    for (const payload of payloads) {
      if (payload.kind === 'cancel' || payload.kind === 'refund') continue
      const id = deps.newId()
      await insertSend(tx, tenantId, { id, subjectId: null, payload }, new Date(deps.now()))
      await lendLevels(tx, tenantId, id, payload.levels)
    }
    return true
  })
}
