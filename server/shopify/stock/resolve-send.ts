import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { levelsOfSend } from './level-queries.ts'
import type { LevelKey } from './level-queries.ts'
import { readAndBook } from './read-and-book.ts'
import type { ItemRead } from './read-truth.ts'
import type { Attempt } from './send.ts'
import { endLevels } from './send-levels.ts'
import type { LevelSend } from './send-levels.ts'
import { putOffSend } from './send-queries.ts'
import type { Send, SentLevel } from './send-queries.ts'

/**
 * Finds out what became of a send whose key Shopify has forgotten: a repeat would be done a second time. What is
 * available now says it, reckoned with every order meanwhile; where it says neither, a person has to.
 */
export async function resolveOldSend(shop: Shop, _: Connection, send: Send): Promise<Attempt> {
  const { payload } = send
  if (payload.kind === 'refund' || payload.kind === 'cancel')
    return leaveToPerson(
      shop,
      send,
      'Look at the order in Shopify: if it is refunded there, end this; if not, send it again.',
    )
  const items = [...new Set(payload.levels.map(({ itemId }) => itemId))]
  const read = await readAndBook(shop, { orders: [], items })
  if (read.kind === 'failed') return { kind: 'unknown', fault: read.fault }
  const known = await levelsOfSend(shop.deps.database.tenant(shop.tenantId), shop.tenantId, send.id)
  const verdict = verdictOf(payload.levels, known, read.items)
  if (verdict === 'unclear')
    return leaveToPerson(
      shop,
      send,
      'Look at the quantities in Shopify: if they were changed, end this; if not, send it again.',
    )
  const anew = {
    code: 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED',
    field: null,
    message: 'It had not arrived: sent anew.',
  }
  await endLevels(shop, { ...send, payload } as LevelSend, verdict === 'done' ? [] : [anew])
  return { kind: 'ended' }
}

/**
 * Whether the levels are as they would be after the send, or as before it: all of one call are changed or none, so those
 * that say neither go with those that do. Pure.
 */
export function verdictOf(
  sent: readonly SentLevel[],
  known: readonly (LevelKey & { known: number | null })[],
  read: readonly ItemRead[],
): 'done' | 'not' | 'unclear' {
  const says = sent.flatMap(({ itemId, locationId, delta }) => {
    const before = known.find((one) => one.itemId === itemId && one.locationId === locationId)?.known
    const now = read.find((one) => one.itemId === itemId)?.available.get(locationId) ?? 0
    if (before === undefined || before === null) return []
    return now === before + delta ? ['done' as const] : now === before ? ['not' as const] : []
  })
  const verdicts = new Set(says)
  return verdicts.size === 1 ? says[0]! : 'unclear'
}

async function leaveToPerson({ deps, tenantId }: Shop, send: Send, message: string): Promise<Attempt> {
  const fault = { code: 'shopify/answer-unknown', message }
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    putOffSend(tx, tenantId, send.id, { attempts: send.attempts, nextTryAt: null, fault }),
  )
  return { kind: 'ended' }
}
