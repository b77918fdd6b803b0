import { decideCrossings } from '../../shared/alerts/decide-crossings.ts'
import type { Watched } from '../../shared/alerts/decide-crossings.ts'
import { everyAddressee } from '../account/addressees.ts'
import type { Tx } from '../database/database.ts'
import { inSnapshot } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { noteRead, readOn } from '../log/read-on.ts'
import { channelNames } from './channel.ts'
import type { ChannelName, Channels } from './channel.ts'
import {
  addItems,
  endOfChunk,
  gatheringNotice,
  insertNotice,
  markLow,
  ownersOf,
  unmark,
  watchedLevels,
} from './queries.ts'

const READER = 'alerts'
/** Levels of one transaction (L6). */
const CHUNK = 500
/** What comes down within so long of each other is one message: a receipt, a transfer. */
const GATHER_MS = 5_000
/** Nobody is written to more often by one way. */
const APART_MS = 60_000

/**
 * Reads the log of a business on to its head: who is to be told of which levels that came down. What is read, what is
 * remembered and what is to be told are one transaction a chunk, so that nothing is told twice or forgotten, however
 * many nodes read and whichever of them dies. All of it sees one moment: a level that moved on behind the head it read to
 * would be left out now, and the movement that brought it down would count as looked at.
 *
 * @param options.atOnce levels of one chunk
 * @param options.signal stops it behind the chunk in hand; what is read then is read once more later, and not told again
 * @returns whether messages were written
 */
export async function readCrossings(
  deps: Deps,
  tenantId: string,
  channels: Channels,
  { atOnce = CHUNK, signal }: { atOnce?: number; signal?: AbortSignal } = {},
): Promise<boolean> {
  let hasNews = false
  let read = 0
  while (!signal?.aborted) {
    const chunk = await inSnapshot(deps.database.tenant(tenantId), (tx) =>
      readChunk(tx, deps, tenantId, channels, { read, atOnce }),
    )
    hasNews ||= chunk.hasNews
    if (chunk.read === null) return hasNews
    read = chunk.read
  }
  return hasNews
}

/**
 * Reads on behind `read`. The log counts as read only at its head: till then a level may lie further on than some of its
 * movements, which whoever goes on after a crash must see as well. What was told is marked, and not told again.
 */
async function readChunk(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  channels: Channels,
  { read, atOnce }: { read: number; atOnce: number },
): Promise<{ hasNews: boolean; read: number | null }> {
  const reading = await readOn(tx, tenantId, READER)
  if (reading === null || reading.head <= reading.after) return { hasNews: false, read: null }
  const { after: looked, head, beganAt } = reading
  const after = Math.max(read, looked)
  const end = (await endOfChunk(tx, tenantId, after, atOnce)) ?? head
  // What was low before anybody looked is no news; the chunk ends there, so that none is half old.
  const upTo = after < beganAt ? Math.min(end, beganAt) : end
  const { crossed, low, above } = decideCrossings(
    await watchedLevels(tx, tenantId, { after, upTo, looked: Math.max(looked, Math.min(beganAt, after)) }),
  )
  await markLow(tx, tenantId, low)
  await unmark(tx, tenantId, above)
  const news = upTo <= beganAt ? [] : crossed
  if (news.length > 0) await writeNotices(tx, deps, tenantId, channels, news)
  if (upTo < head) return { hasNews: news.length > 0, read: upTo }
  await noteRead(tx, tenantId, READER, head)
  return { hasNews: news.length > 0, read: null }
}

/**
 * Somebody's own threshold for a product stands before the shop's, as long as they are told of it: where their chat does
 * not hear us, the shop's holds by the ways that do.
 */
async function writeNotices(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  channels: Channels,
  news: readonly Watched[],
): Promise<void> {
  const now = new Date(deps.now())
  const people = await everyAddressee(tx, tenantId)
  const owners = await ownersOf(tx, tenantId, [...new Set(news.map(({ productId }) => productId))])
  const hears = await channels.telegram.reached(tx, tenantId)
  const own = new Set(
    owners.filter(({ userId }) => hears(userId)).map(({ userId, productId }) => `${userId} ${productId}`),
  )
  for (const channel of channelNames) {
    const isReached = channel === 'telegram' ? hears : await channels[channel].reached(tx, tenantId)
    for (const person of people) {
      if (!isReached(person.userId)) continue
      const items = news.filter(({ userId, productId, branchId }) => {
        if (userId !== null) return userId === person.userId && channel === 'telegram'
        const wants = channel === 'mail' ? person.lowStockMail : person.lowStockTelegram
        const sees = person.role !== 'STAFF' || person.branchId === branchId
        return wants && sees && !own.has(`${person.userId} ${productId}`)
      })
      if (items.length > 0) await gather(tx, deps, tenantId, person.userId, channel, items, now)
    }
  }
}

async function gather(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  userId: string,
  channel: ChannelName,
  items: readonly Watched[],
  now: Date,
): Promise<void> {
  let id = await gatheringNotice(tx, tenantId, userId, channel)
  if (id === undefined) {
    id = deps.newId()
    await insertNotice(tx, tenantId, {
      id,
      userId,
      channel,
      now,
      gatherMs: GATHER_MS,
      apartMs: APART_MS,
    })
  }
  await addItems(tx, tenantId, id, items, now)
}
