import { combineLatest, map, merge, ReplaySubject, share, type Observable } from 'rxjs'
import type { MovementsInNeed } from '../database/movements-in-need.ts'
import { textIn } from '../database/rows.ts'
import type { SyncState, WaitingDocument } from '../database/shop.ts'
import type { Unsent, UnsentDocument } from '../database/unsent.ts'
import type { SyncLane } from '../sync/sync-lane.ts'

/** What the status chip and the outbox show. */
export function syncStates(
  lane: SyncLane,
  unsent: Unsent,
  movements: MovementsInNeed,
  broken$: Observable<SyncState['broken']>,
): { state$: Observable<SyncState>; waiting$: Observable<WaitingDocument[]> } {
  const waiting$ = merge(unsent.version$, lane.line.state$).pipe(
    map(() => waitingNow(lane, unsent)),
    share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }),
  )
  const state$ = combineLatest([
    lane.state$,
    lane.line.state$,
    unsent.version$,
    movements.version$,
    broken$,
  ]).pipe(
    map(([own, line, , , broken]): SyncState => {
      const all = unsent.all()
      return {
        ...own,
        connection: line.connection,
        since: new Date(line.since).toISOString(),
        waiting: all.length,
        newest: unsent.newest(),
        oldestWaiting: oldestOf(all),
        needHelp: unsent.needHelp().length + movements.all().length,
        retry: line.retry && { ...line.retry, nextAt: new Date(line.retry.nextAt).toISOString() },
        needsLogin: line.needsLogin,
        tooOld: line.tooOld,
        stopped:
          line.stopped === null
            ? null
            : line.stopped === 'device/revoked'
              ? 'device-revoked'
              : 'device-unknown',
        broken,
        lastSync: line.lastHeard === null ? null : new Date(line.lastHeard).toISOString(),
      }
    }),
    share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }),
  )
  return { state$, waiting$ }
}

function waitingNow(lane: SyncLane, unsent: Unsent): WaitingDocument[] {
  return unsent.all().map(({ collection, document }) => {
    const attempt = lane.attempts.get(document.id)
    return {
      collection,
      id: document.id,
      label: textIn(document, 'number') || document.id,
      isRefund: collection === 'orders' && document['kind'] === 'refund',
      since: sinceOf(document),
      attempts: attempt?.attempts ?? 0,
      lastError: attempt?.lastError ?? null,
    }
  })
}

/** They come in the order in which they are sent: orders first, whatever waits behind them. */
function oldestOf(all: readonly UnsentDocument[]): string | null {
  const times = all.map(({ document }) => sinceOf(document)).filter((time) => time !== '')
  return times.toSorted()[0] ?? null
}

/**
 * When it was last written: what can be changed says so itself, and an order or a movement stands as it was made. What
 * was written anew before it was ever sent waits longer than this says: nobody keeps when it was sent last.
 */
function sinceOf(document: Record<string, unknown>): string {
  return textIn(document, 'updatedAt') || textIn(document, 'createdAt')
}
