import { addresseeOf } from '../account/addressees.ts'
import { AGAIN_MINUTES } from '../again-after.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Channels, Told } from './channel.ts'
import { claimNotice, endAttempt, itemsOf, nextDue } from './queries.ts'
import type { Claimed } from './queries.ts'

const MINUTE = 60_000
/** Longer than any channel takes; behind it the worker is taken for dead, and another one sends. */
const CLAIM_MS = 2 * MINUTE
/** More a message does not list; it says how many there are. */
const MOST_ITEMS = 20

/**
 * Sends what is due to people of a business, one message after the other. Each is claimed before it is sent and noted
 * afterwards: two workers never send the same. Where a worker dies between the two nobody knows whether it was sent; it
 * is sent once more then, since a warning that comes twice is better than one that never comes.
 *
 * @returns when the next one is due; null where none waits
 */
export async function sendNotices(
  deps: Deps,
  tenantId: string,
  channels: Channels,
  signal?: AbortSignal,
): Promise<Date | null> {
  const db = deps.database.tenant(tenantId)
  while (!signal?.aborted) {
    const now = deps.now()
    const claimed = await inTransaction(db, (tx) =>
      claimNotice(tx, tenantId, new Date(now), new Date(now + CLAIM_MS)),
    )
    if (!claimed) break
    const told = await tell(deps, tenantId, channels, claimed)
    deps.metrics.notices.inc({ channel: claimed.channel, outcome: told.kind })
    if (told.kind !== 'sent')
      deps.logger.warn({ tenantId, notice: claimed.id, because: told.because }, 'somebody was not told')
    await inTransaction(db, (tx) => endAttempt(tx, tenantId, claimed, endOf(told, claimed, deps.now())))
  }
  return nextDue(db, tenantId)
}

async function tell(deps: Deps, tenantId: string, channels: Channels, claimed: Claimed): Promise<Told> {
  const db = deps.database.tenant(tenantId)
  const to = await addresseeOf(db, tenantId, claimed.userId)
  if (!to) return { kind: 'gone', because: 'the account is switched off' }
  const items = await itemsOf(db, tenantId, claimed.id, MOST_ITEMS)
  const [first] = items
  if (!first) return { kind: 'gone', because: 'there is nothing left to tell' }
  // A claim that ran out says nothing of how it went; one that always does is not tried for ever.
  if (claimed.attempts > AGAIN_MINUTES.length + 1)
    return { kind: 'later', because: 'every attempt ended without a word' }
  const { count, at, business, timeZone } = first
  return channels[claimed.channel].tell(tenantId, to, {
    id: claimed.id,
    items,
    count,
    at,
    business,
    timeZone,
  })
}

type End = Parameters<typeof endAttempt>[3]

/** Tried again after 1, 5 and 15 minutes, then for people to see. */
function endOf(told: Told, { attempts }: Claimed, now: number): End {
  const at = new Date(now)
  if (told.kind === 'sent') return { state: 'sent', at, dueAt: null, fault: null }
  const fault = told.because.slice(0, 500)
  if (told.kind === 'gone') return { state: 'dropped', at, dueAt: null, fault }
  if (told.kind === 'refused') return { state: 'failed', at, dueAt: null, fault }
  const minutes = AGAIN_MINUTES[attempts - 1]
  if (minutes === undefined) return { state: 'failed', at, dueAt: null, fault }
  const after = Math.max(minutes * MINUTE, told.afterMs ?? 0)
  return { state: 'waiting', at, dueAt: new Date(now + after), fault }
}
