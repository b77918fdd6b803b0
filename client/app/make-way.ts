import { databaseNameOf } from '../database/database-name.ts'
import type { Shop } from '../database/shop.ts'
import { openRescuesIn, rescueKeyOf } from '../pos/refund/rescue-queue.ts'
import { sessionOf, type Kept } from './account.ts'
import { leaveBehind } from './left-behind.ts'
import { UnsentHere } from './unsent-here.ts'

/**
 * Makes way for whoever signs in over an open shop. Who shares its databases finds all of it there, and sends it; for
 * anybody else it is closed, as at a sign-out. The receipts that were scanned for the server are unsent as well, for
 * whoever stands at another lane, or at none.
 *
 * @param memory where this browser keeps those receipts, and what is left behind
 * @throws UnsentHere where something is unsent that was not exported; the shop stays open then
 */
export async function makeWay(
  { session, close }: Pick<Shop, 'session' | 'close'>,
  next: Kept,
  memory: Pick<Storage, 'getItem' | 'setItem'>,
): Promise<void> {
  const theirs = sessionOf(next)
  if (theirs && databaseNameOf(theirs) === databaseNameOf(session)) return
  const isTheirs = theirs !== null && rescueKeyOf(theirs) === rescueKeyOf(session)
  const closed = await close({ besides: isTheirs ? 0 : openRescuesIn(memory, session) })
  if (closed.kind === 'refused')
    throw new UnsentHere(session, closed.waiting, theirs?.user.id === session.user.id)
  leaveBehind(memory, session, closed.left)
}
