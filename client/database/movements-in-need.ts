import { BehaviorSubject, type Observable } from 'rxjs'
import type { KeptCollection } from './open-databases.ts'
import type { Memory } from './receipt-counter.ts'
import { plain, rowsWhere, type Plain } from './rows.ts'
import type { KnownMovement } from './shop.ts'

/** Movements that the server did not book and nobody has seen to, kept in memory, true to the store (M3, U5). */
export type MovementsInNeed = {
  /** Rises with every change. Replays the newest value. */
  readonly version$: Observable<number>
  /** The oldest first. A transfer is one of them, by its half that leaves. */
  all(): KnownMovement[]
  /** A person has seen to it. The movement itself stays: in the history here, and at the desk of support. */
  putAside(id: string): void
  stop(): void
}

/** So many are remembered as seen to: older ones have long left the thirty days. */
const mostRemembered = 500

export async function watchMovementsInNeed(
  movements: KeptCollection,
  memory: Memory,
): Promise<MovementsInNeed> {
  const key = `omnisync.stock-seen-to.${movements.database.name}`
  const aside = new Set<string>(read(memory, key))
  const found = new Map<string, KnownMovement>()
  const version$ = new BehaviorSubject(0)
  const tell = () => version$.next(version$.value + 1)

  function take(document: Plain): void {
    const movement = document as unknown as KnownMovement
    const isArrival = movement.reason === 'transfer_in' && movement.transferId != null
    const needs = movement.status === 'conflict' || movement.status === 'rejected'
    if (needs && !movement._deleted && !isArrival && !aside.has(movement.id)) found.set(movement.id, movement)
    else found.delete(movement.id)
  }

  // First the stream, then the store: a write between the two is seen twice rather than never.
  const following = movements.eventBulks$.subscribe((bulk) => {
    for (const event of bulk.events) take(plain(event.documentData as never))
    tell()
  })
  for (const row of await rowsWhere(movements, { selector: { seq: 0 } as never })) take(plain(row))
  tell()
  return {
    version$: version$.asObservable(),
    all: () => [...found.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    putAside(id) {
      aside.add(id)
      memory.setItem(key, JSON.stringify([...aside].slice(-mostRemembered)))
      found.delete(id)
      tell()
    },
    stop: () => following.unsubscribe(),
  }
}

function read(memory: Memory, key: string): string[] {
  try {
    const kept: unknown = JSON.parse(memory.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((it) => typeof it === 'string') : []
  } catch {
    return []
  }
}
