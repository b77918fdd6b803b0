import { inTransaction } from '../../database/transaction.ts'
import type { Answer } from '../api/shop-api.ts'
import type { Shop } from '../connection/connection.ts'
import { takeLevelsBack } from './level-queries.ts'
import type { LevelBack } from './level-queries.ts'
import { ACTIVATE_ITEM, ADJUST_QUANTITIES, SET_QUANTITIES } from './operations.ts'
import type { Attempt } from './send.ts'
import { endSend } from './send-queries.ts'
import type { Payload, Send, SendFault, SentLevel } from './send-queries.ts'
import { rowOf, userErrorsOf } from './user-errors.ts'
import type { UserError } from './user-errors.ts'

type LevelPayload = Extract<Payload, { levels: SentLevel[] }>
export type LevelSend = Send & { payload: LevelPayload }

/**
 * Tells levels, all or none of them. What Shopify refuses is put aside, or read first; the others are told anew, under
 * another key: the one that was refused is spent.
 */
export async function sendLevels(shop: Shop, send: LevelSend): Promise<Attempt> {
  const answer = await ask(shop, send)
  if (answer.kind === 'answered') {
    const errors = userErrorsOf(answer.data, MUTATIONS[send.payload.kind])
    await endLevels(shop, send, errors)
    return { kind: 'ended' }
  }
  if (answer.fault.kind !== 'never') return { kind: 'unknown', fault: answer.fault }
  await endLevels(shop, send, [{ ...answer.fault, field: null }])
  return { kind: 'ended' }
}

const MUTATIONS = {
  adjust: 'inventoryAdjustQuantities',
  set: 'inventorySetQuantities',
  activate: 'inventoryActivate',
}

async function ask({ api, signal }: Shop, { id, payload }: LevelSend): Promise<Answer> {
  const common = { name: 'available', reason: 'correction', referenceDocumentUri: `omnisync://stock/${id}` }
  const placeOf = ({ itemId, locationId }: SentLevel) => ({
    inventoryItemId: `gid://shopify/InventoryItem/${itemId}`,
    locationId: `gid://shopify/Location/${locationId}`,
  })
  if (payload.kind === 'adjust') {
    const changes = payload.levels.map((level) => ({
      ...placeOf(level),
      delta: level.delta,
      changeFromQuantity: null,
    }))
    return api.ask(ADJUST_QUANTITIES, { input: { ...common, changes }, key: id }, signal)
  }
  if (payload.kind === 'set') {
    const quantities = payload.levels.map((level) => ({
      ...placeOf(level),
      quantity: level.from + level.delta,
      changeFromQuantity: level.from,
    }))
    return api.ask(SET_QUANTITIES, { input: { ...common, quantities }, key: id }, signal)
  }
  const level = payload.levels[0]!
  const { inventoryItemId: item, locationId: location } = placeOf(level)
  return api.ask(ACTIVATE_ITEM, { item, location, available: level.from + level.delta, key: id }, signal)
}

/** Ends a send with what Shopify said of it; nothing refused is everything done. */
export async function endLevels(shop: Shop, send: LevelSend, errors: readonly UserError[]): Promise<void> {
  const { deps, tenantId } = shop
  const at = new Date(deps.now())
  const [first] = errors
  const fault: SendFault | null = first ? { code: first.code ?? 'refused', message: first.message } : null
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    await takeLevelsBack(tx, tenantId, send.id, levelsAfter(send.payload, errors, at))
    await endSend(tx, tenantId, send, fault, at)
  })
}

/** What becomes of each level of a send. Pure. */
export function levelsAfter(
  { kind, levels }: LevelPayload,
  errors: readonly UserError[],
  at: Date,
): LevelBack[] {
  const named = new Map<number, UserError>()
  for (const error of errors) {
    const row = rowOf(error)
    if (row !== undefined && !named.has(row)) named.set(row, error)
  }
  const ofAll = errors.find((error) => rowOf(error) === undefined)
  return levels.map(({ itemId, locationId, delta }, index): LevelBack => {
    const same = { itemId, locationId, moved: 0, isTold: false, refused: null }
    if (errors.length === 0)
      return { ...same, moved: delta, dirty: false, hinted: false, isStocked: true, isTold: true }
    const isStocked = kind !== 'activate'
    const error = named.get(index) ?? ofAll
    // Nothing was done, and not for its sake.
    if (error === undefined || SPENT.has(error.code ?? ''))
      return { ...same, dirty: true, hinted: error !== undefined, isStocked }
    if (STALE.has(error.code ?? '')) return { ...same, dirty: true, hinted: true, isStocked }
    if (isStocked && NOT_STOCKED.has(error.code ?? ''))
      return { ...same, dirty: true, hinted: true, isStocked: false }
    // Read all the same: an item that somebody stocked meanwhile is no longer refused.
    const refused = { code: error.code ?? 'refused', message: error.message, at: at.toISOString() }
    return { ...same, dirty: true, hinted: !isStocked, isStocked, refused }
  })
}

/** The key was used up by an attempt that Shopify refused; of which there is no answer here. */
const SPENT = new Set(['IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED', 'IDEMPOTENCY_CONCURRENT_REQUEST'])
const STALE = new Set(['CHANGE_FROM_QUANTITY_STALE', 'COMPARE_QUANTITY_STALE'])
const NOT_STOCKED = new Set(['ITEM_NOT_STOCKED_AT_LOCATION', 'INVALID_LOCATION'])
