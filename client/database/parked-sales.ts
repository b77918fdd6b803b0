import { BehaviorSubject, filter, firstValueFrom, Subject, timeout } from 'rxjs'
import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { KeptCollection } from './open-databases.ts'
import { rewrite } from './rewrite.ts'
import { pagesOf, plain, rowsWhere } from './rows.ts'
import type { Device, Lane, ParkedSales, TakenAway, TakenUp } from './shop.ts'

type Parts = {
  collection: KeptCollection
  device: Device
  lane: Lane
  /** Whether this tab may write (C2). */
  isWriter(): boolean
  isOnline(): boolean
  /** The server's own answer to a document, past the queue; null where none came. */
  ask(document: ParkedSale, assumed: ParkedSale): Promise<Record<string, unknown> | null>
}

/** So long is the server's word waited for, where it answers at all. Milliseconds. */
const patience = { takeUp: 3_000, copy: 10_000 }

/**
 * Sales put aside, held by one lane each (M5). What this lane holds it takes up alone while it is offline; online it
 * goes on only when the server has said that nobody was faster.
 */
export function parkedSalesOf(parts: Parts): ParkedSales & { stop(): void } {
  const { collection, lane, device } = parts
  const known = new Map<string, ParkedSale>()
  const known$ = new BehaviorSubject<ReadonlyMap<string, ParkedSale>>(known)
  const live$ = new BehaviorSubject<readonly ParkedSale[]>([])
  const taken$ = new Subject<TakenAway>()
  /** Whoever takes these up is told by the answer. */
  const takingUp = new Set<string>()
  const following = collection.eventBulks$.subscribe((bulk) => {
    for (const event of bulk.events) take(plain(event.documentData as never) as unknown as ParkedSale, true)
    tell()
  })
  void fill().catch(() => {})

  function take(sale: ParkedSale, isNews: boolean): void {
    const before = known.get(sale.id)
    const wasOurs = before?.deviceId === lane.deviceId
    if (isNews && wasOurs && sale.deviceId !== lane.deviceId && !takingUp.has(sale.id))
      taken$.next({ label: sale.label, laneCode: sale.laneCode, wasOpen: before._deleted })
    known.set(sale.id, sale)
  }

  function tell(): void {
    known$.next(known)
    const live = [...known.values()].filter((it) => !it._deleted && it.branchId === lane.branchId)
    live$.next(live.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)))
  }

  async function fill(): Promise<void> {
    for await (const rows of pagesOf(collection, 500)) {
      for (const row of rows) if (!known.has(row.id)) take(plain(row) as unknown as ParkedSale, false)
    }
    // What this lane took up and the server has not heard of: another one may have been faster.
    for (const row of await rowsWhere(collection, { selector: { seq: 0 } }, true)) {
      if (!known.has(row.id)) take(plain(row) as unknown as ParkedSale, false)
    }
    tell()
  }

  function requireWriter(): void {
    if (!parts.isWriter()) throw new Error('another tab of this lane is selling; this one only reads')
  }

  async function stored(id: string): Promise<ParkedSale | null> {
    const [row] = await collection.storageInstance.findDocumentsById([id], true)
    return row ? (plain(row) as unknown as ParkedSale) : null
  }

  /** Waits until this device's copy is so, at most so long; says whether it came to that. */
  async function copyIs(id: string, is: (sale: ParkedSale) => boolean, ms: number): Promise<boolean> {
    const seen = known$.pipe(
      filter(() => {
        const sale = known.get(id)
        return sale !== undefined && is(sale)
      }),
      timeout(ms),
    )
    return await firstValueFrom(seen).then(
      () => true,
      () => false,
    )
  }

  return {
    all$: live$.asObservable(),
    taken$: taken$.asObservable(),
    async park(draft) {
      requireWriter()
      const now = new Date(device.now()).toISOString()
      const sale: ParkedSale = {
        ...draft,
        id: device.newId(),
        seq: 0,
        _deleted: false,
        branchId: lane.branchId,
        deviceId: lane.deviceId,
        laneCode: lane.code,
        createdAt: now,
        updatedAt: now,
      }
      await collection.insert(sale as never)
      return sale
    },

    async claim(id, cashierId) {
      requireWriter()
      const sale = await stored(id)
      if (!sale || sale._deleted) return { kind: 'beaten', by: null }
      if (sale.deviceId === lane.deviceId) return { kind: 'held', sale }
      if (!parts.isOnline()) return { kind: 'no-answer' }
      // An order's id of its own: should both lanes sell it after all, neither sale takes the other's place.
      const cart = sale.cart && { ...sale.cart, id: device.newId() }
      const wanted = { ...sale, deviceId: lane.deviceId, laneCode: lane.code, cashierId, cart }
      const answer = await parts.ask(wanted, sale)
      if (!answer) return { kind: 'no-answer' }
      if (
        answer['deviceId'] !== lane.deviceId ||
        answer['_deleted'] === true ||
        answer['status'] === 'rejected'
      )
        return { kind: 'beaten', by: typeof answer['laneCode'] === 'string' ? answer['laneCode'] : null }
      // It is ours from here on; whatever goes wrong now, it stands in our own list.
      const isHere = await copyIs(id, (it) => it.deviceId === lane.deviceId, patience.copy)
      const held = isHere ? await stored(id) : null
      return held ? { kind: 'held', sale: held } : { kind: 'no-answer' }
    },

    async takeUp(id) {
      requireWriter()
      const taken = await rewrite(collection, id, (it) =>
        it['deviceId'] === lane.deviceId && !it._deleted ? { ...it, _deleted: true } : null,
      )
      if (!taken) return { kind: 'beaten', by: null }
      const held: TakenUp = { kind: 'held', sale: taken as unknown as ParkedSale }
      if (!parts.isOnline()) return held
      takingUp.add(id)
      const isAnswered = (it: ParkedSale) => it.deviceId !== lane.deviceId || (it._deleted && it.seq > 0)
      await copyIs(id, isAnswered, patience.takeUp).finally(() => takingUp.delete(id))
      const sale = await stored(id)
      return sale && sale.deviceId !== lane.deviceId ? { kind: 'beaten', by: sale.laneCode } : held
    },

    stop: () => following.unsubscribe(),
  }
}
