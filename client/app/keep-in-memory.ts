import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { fingerprintOf } from '../database/fingerprint.ts'
import type { FactCollections } from '../database/open-databases.ts'
import { pagesOf, plain, type Row } from '../database/rows.ts'
import { piecesOf, piecesOfMovement, type Pieces } from '../database/stock-on-hand.ts'
import type { Unsent, UnsentDocument } from '../database/unsent.ts'

/** What is looked at is in memory where it is looked at, on the other side of a wire: this is what it is told. */
export type Screen = {
  /** Rows of a collection as JSON; `force` where they replace rows of the same position. Resolves when they are taken in. */
  rows(name: Shown, json: string, force: boolean): Promise<unknown>
  /** All of a collection comes once more: what has not come again at the `sweep` is gone. */
  doubt(name: Shown): void
  sweep(name: Shown): void
  /** What it has of a collection, once it has taken in all that it was told. */
  fingerprint(name: Shown): Promise<string>
  /** Orders and movements of this device that nobody settled yet. */
  unsent(orders: Pieces[]): void
  settled(order: Pieces): void
  /** All levels up to this position have been told. */
  reached(seq: number): void
}

export const shownNames = ['products', 'stockLevels'] as const
export type Shown = (typeof shownNames)[number]

/** Up to which position the screen has each collection already, from an earlier run; 0 for nothing. */
export type Known = Record<Shown, number>

/** Rows of one message: a few milliseconds of work for whoever takes them in. */
const slice = 250

/**
 * Keeps the screen's products and levels as they are in the store: what it does not have yet from the store at the
 * start, from then on what is pulled here, before it is on disk, and what another tab wrote.
 */
export function keepInMemory(screen: Screen, giveWay: () => Promise<void>) {
  let stopped = false
  const following: { unsubscribe(): void }[] = []
  /** Up to where rows have been told: what the store says of them later is no news. */
  const told = new Map<Shown, number>()
  /** What is pulled here, and so told before the store says it. All else that the store says is of another tab. */
  const pulled = new Set<Shown>()

  function tell(name: Shown, documents: readonly object[], force: boolean): Promise<unknown> {
    let told: Promise<unknown> = Promise.resolve()
    for (let from = 0; from < documents.length; from += slice)
      told = screen.rows(name, JSON.stringify(documents.slice(from, from + slice)), force)
    // In the order of the messages: with the last all are taken in.
    return told.catch(() => {})
  }

  async function take(name: CollectionName, documents: readonly { seq: number }[], force: boolean) {
    if (!isShown(name)) return
    pulled.add(name)
    await took(name, documents, force)
  }

  function took(name: Shown, documents: readonly { seq: number }[], force: boolean): Promise<unknown> {
    const taken = tell(name, documents, force)
    // A load from nothing begins below what was told under another epoch.
    if (force) told.set(name, 0)
    let highest = told.get(name) ?? 0
    for (const { seq } of documents) if (seq > highest) highest = seq
    told.set(name, highest)
    return taken
  }

  /** Tells all rows above a position; gives the fingerprint of all that are live. */
  async function fill(name: Shown, facts: FactCollections, above: number): Promise<string> {
    const seqs: number[] = []
    for (const deleted of above > 0 ? [false, true] : [false]) {
      for await (const rows of pagesOf(facts[name], slice, deleted)) {
        if (stopped) return ''
        if (!deleted) for (const { seq } of rows) seqs.push(seq)
        await took(name, rows.filter(({ seq }) => seq > above).map(plain), false)
        await giveWay()
      }
    }
    return fingerprintOf(seqs)
  }

  return {
    take,
    shows: isShown,
    /** Resolves when the screen has all that the store has. */
    async follow(facts: FactCollections, known: Known): Promise<void> {
      for (const one of following.splice(0)) one.unsubscribe()
      for (const name of shownNames) {
        told.set(name, Math.max(told.get(name) ?? 0, known[name]))
        following.push(
          facts[name].eventBulks$.subscribe((bulk) => {
            const upTo = told.get(name) ?? 0
            const rows = bulk.events.map(({ documentData }) => documentData as unknown as Row)
            // Healed by another tab, or pulled there under a new epoch: what it replaces may have a higher position.
            const replacing = pulled.has(name) ? [] : rows.filter(({ seq }) => seq <= upTo)
            void tell(name, replacing.map(plain), true)
            void took(name, rows.filter(({ seq }) => seq > upTo).map(plain), false)
          }),
        )
        const stored = await fill(name, facts, known[name])
        if (known[name] === 0 || stopped || (await screen.fingerprint(name)) === stored) continue
        // Kept by an earlier run, and not what the store says: which of them differ is not worth looking for.
        screen.doubt(name)
        await fill(name, facts, 0)
        screen.sweep(name)
      }
    },
    stop() {
      stopped = true
      for (const one of following) one.unsubscribe()
    },
  }
}

/** Tells the screen what this device sold or moved and nobody settled. */
export function followPending(unsent: Unsent, screen: Screen) {
  const settled = unsent.settled$.subscribe((one) => {
    for (const pieces of piecesIn(one)) screen.settled(pieces)
  })
  const waiting = unsent.version$.subscribe(() => {
    screen.unsent(unsent.all().flatMap(piecesIn))
  })
  return {
    stop() {
      settled.unsubscribe()
      waiting.unsubscribe()
    },
  }
}

function piecesIn({ collection, document }: UnsentDocument): Pieces[] {
  if (collection === 'orders') return [piecesOf(document as unknown as Order)]
  return collection === 'stockMovements' ? [piecesOfMovement(document as unknown as StockMovement)] : []
}

function isShown(name: CollectionName): name is Shown {
  return (shownNames as readonly string[]).includes(name)
}
