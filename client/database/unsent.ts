import { BehaviorSubject, Subject, type Observable } from 'rxjs'
import type { Order } from '../../shared/orders/order.ts'
import type { Databases } from './open-databases.ts'
import { plain, rowsWhere, textIn, type Plain } from './rows.ts'
import { intents, isUnsent, type IntentName } from './schemas.ts'
import { writtenAs } from './written-as.ts'

export type UnsentDocument = { collection: IntentName; document: Plain }

/** What a device wrote and nobody acknowledged, and what came back needing a person; kept in memory, true to the store. */
export type Unsent = {
  /** Rises with every change. Replays the newest value. */
  readonly version$: Observable<number>
  /** What was unsent and is no more: the server's word has come. Told before `version$`. */
  readonly settled$: Observable<UnsentDocument>
  all(): UnsentDocument[]
  /** The last receipt of this lane that was ever unsent here, as `writtenAs` sorts it; empty before the first. */
  newest(): string
  /** Rejected orders and open conflicts. */
  needHelp(): Order[]
  /**
   * Takes in at once what was just written here, once and for all: orders and movements. The store's own news comes a
   * moment later; where it came before, and the server's word with it, that stands.
   */
  note(collection: 'orders' | 'stockMovements', document: Plain): void
  stop(): void
}

/** As many as no machine is late by. */
const mostAnswered = 1_000

/**
 * Reads what is unsent once and follows the change streams from there, those of other tabs included: asking the
 * store after each sale would make the hundredth sale slower than the first.
 *
 * @param ownDeviceId where given, only this lane's orders count as needing help: a cashier cannot help another lane's
 */
export async function watchUnsent({ collections }: Databases, ownDeviceId: string | null): Promise<Unsent> {
  const waiting = new Map<string, UnsentDocument>()
  /** What the server's word has come for, the latest of it: a busy machine notes late that it was written. */
  const answered = new Set<string>()
  const help = new Map<string, Order>()
  let newest = ''
  const version$ = new BehaviorSubject(0)
  const settled$ = new Subject<UnsentDocument>()

  function take(collection: IntentName, document: Plain): void {
    const key = `${collection} ${document.id}`
    // A sale put aside and dropped again before it was sent is still news to the server; a deleted order is only pruned.
    const gone = document._deleted && collection === 'orders'
    if (isUnsent(document) && !gone) waiting.set(key, { collection, document })
    else {
      answered.add(key)
      if (answered.size > mostAnswered) answered.delete(answered.values().next().value ?? '')
      if (waiting.delete(key)) settled$.next({ collection, document })
    }
    if (collection !== 'orders') return
    const order = document as unknown as Order
    // Other lanes' receipts come as they were settled.
    if (order.status === 'pending' && writtenAs(document) > newest) newest = writtenAs(document)
    const isOurs = ownDeviceId === null || order.deviceId === ownDeviceId
    if (isOurs && needsHelp(order)) help.set(order.id, order)
    else help.delete(order.id)
  }

  // First the streams, then the store: a write between the two is seen twice rather than never.
  const subscriptions = intents.map((name) =>
    collections[name].eventBulks$.subscribe((bulk) => {
      for (const event of bulk.events) take(name, plain(event.documentData as never))
      version$.next(version$.value + 1)
    }),
  )
  await Promise.all(
    intents.map(async (name) => {
      const selector =
        name === 'orders' ? { status: { $in: ['pending', 'rejected', 'conflict'] } } : { seq: 0 }
      for (const row of await rowsWhere(collections[name], { selector: selector as never })) {
        if (!waiting.has(`${name} ${row.id}`)) take(name, plain(row))
      }
    }),
  )
  version$.next(version$.value + 1)
  return {
    version$: version$.asObservable(),
    settled$: settled$.asObservable(),
    all: () => [...waiting.values()].sort(byAge),
    newest: () => newest,
    note(collection, document) {
      if (answered.has(`${collection} ${document.id}`)) return
      take(collection, document)
      version$.next(version$.value + 1)
    },
    needHelp: () => [...help.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe()
    },
  }
}

function needsHelp(order: Order): boolean {
  if (order._deleted) return false
  return order.status === 'rejected' || (order.status === 'conflict' && order.conflict?.settlement == null)
}

/** Orders in the order in which they were written: by the lane's counter, since clocks may be wrong. */
function byAge(a: UnsentDocument, b: UnsentDocument): number {
  const [left, right] = [ageOf(a), ageOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function ageOf({ collection, document }: UnsentDocument): string {
  if (collection === 'orders') return `0 ${writtenAs(document)}`
  return `1 ${textIn(document, 'createdAt') || textIn(document, 'updatedAt')}`
}
