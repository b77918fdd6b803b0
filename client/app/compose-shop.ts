import { BehaviorSubject, combineLatest, map, merge, type Observable, ReplaySubject, share, Subject } from 'rxjs'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Product } from '../../shared/catalog/product.ts'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import { customersOf } from '../database/customers.ts'
import { exportUnsent } from '../database/export-unsent.ts'
import { databaseName, openDatabases, type Databases } from '../database/open-databases.ts'
import { orderPlacer } from '../database/place-orders.ts'
import { orderById, ordersSince, recentOrders } from '../database/read-orders.ts'
import { pagesOf, plain, textIn, type Plain } from '../database/rows.ts'
import type { Device, OrderDraft, Shop, ShopSession, StorageState, SyncState, Tokens, WaitingDocument } from '../database/shop.ts'
import { createStock, type FillableStock } from '../database/stock-on-hand.ts'
import type { AnyStorage } from '../database/storages.ts'
import { watchUnsent, type Unsent } from '../database/unsent.ts'
import { createCatalogue, type FillableCatalogue } from '../search/catalogue.ts'
import { openLane, type SyncLane } from '../sync/sync-lane.ts'
import type { Locks } from '../sync/lead.ts'

/** What a shop is made of: the browser, or a stand-in for each of its parts in tests. */
export type ShopParts = {
  device: Device
  tokens: Tokens
  storages: { intents: AnyStorage; facts: AnyStorage }
  locks: Locks
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  fetch: typeof fetch
  openSocket(url: string): WebSocket
  socketUrl: string
  /** Calls back before the next painting. */
  onFrame(then: () => void): void
  /** Gives way to whatever else wants the main thread. */
  yield(): Promise<void>
  storageState(): Promise<StorageState>
  multiInstance: boolean
  speed?: number
  pageSize?: number
}

/** Opens a device's data and begins to replicate it. Resolves when it can sell: offline too, before anything is pulled. */
export async function composeShop(session: ShopSession, parts: ShopParts): Promise<Shop> {
  const { user, lane } = session
  const { device, onFrame } = parts
  const deviceId = lane?.deviceId ?? null
  const branchId = lane?.branchId ?? user.branchId
  let syncLane: SyncLane | null = null
  const databases = await openDatabases({
    name: databaseName({ tenantId: user.tenantId, deviceId, role: user.role, branchId }),
    ...parts.storages,
    multiInstance: parts.multiInstance,
    patience: {
      waits: [50, 100, 200, 400, 800],
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      gaveUp: (error) => syncLane?.storageFailed(error),
    },
  })
  const { orders, customers, branches } = databases.collections
  const catalogue = createCatalogue(onFrame)
  const stock = createStock(branchId, onFrame)
  const memory = keepInMemory(databases, catalogue, stock, parts.yield)
  const unsent = await watchUnsent(databases)
  const pending = followPending(unsent, stock)
  const opened = openLane({
    ...parts,
    server: session.server,
    deviceId,
    now: device.now,
    random: device.random,
    databases,
    unsent,
    received: memory.take,
    reached: (name, seq) => {
      if (name === 'stockLevels') stock.reached(seq)
    },
  })
  syncLane = opened
  const people = customersOf(customers, device)
  const states = syncStates(opened, unsent)
  const exported$ = new BehaviorSubject(-1)
  const placeAtLane = lane
    ? orderPlacer({ orders, prefix: `${lane.branchCode}-${lane.code}-`, memory: parts.memory, isWriter: opened.isWriter })
    : () => Promise.reject(new Error('nothing can be sold without a lane'))

  async function place(draft: OrderDraft): Promise<Order> {
    const order = await placeAtLane(draft)
    unsent.note('orders', order as unknown as Plain)
    return order
  }

  async function close(): Promise<void> {
    await opened.close()
    for (const one of [memory, unsent, pending, people]) one.stop()
    await databases.close()
  }

  return {
    session,
    catalogue,
    stock,
    orders: {
      place,
      byId: (id) => orderById(orders, id),
      recent$: (limit) => recentOrders(orders, limit),
      since$: (from) => ordersSince(orders, from),
      needHelp$: unsent.version$.pipe(map(() => unsent.needHelp())),
    },
    customers: people,
    branches$: branches.find().$.pipe(
      map((documents) => documents.map((it) => ({ ...it.toJSON(), _deleted: false }) as unknown as Branch)),
      map((all) => all.toSorted((a, b) => (a.code < b.code ? -1 : 1))),
    ),
    sync: {
      state$: states.state$,
      waiting$: states.waiting$,
      syncNow: opened.syncNow,
      loggedIn: opened.loggedIn,
      check: opened.check,
      async exportUnsent(passphrase) {
        const all = unsent.all()
        const file = await exportUnsent(all, passphrase)
        exported$.next(all.length)
        return file
      },
    },
    storage: { state: parts.storageState },
    async close(how) {
      const waiting = unsent.all().length
      // Exported is what was waiting then; one more sale since, and it is refused again (C8).
      if (waiting > 0 && exported$.value !== waiting && !how?.force) return { kind: 'refused', waiting }
      await close()
      return { kind: 'closed' }
    },
  }
}

/** Fills catalogue and stock: from the store at the start, from then on by what is pulled here or written in another tab. */
function keepInMemory(
  { collections }: Databases,
  catalogue: FillableCatalogue,
  stock: FillableStock,
  giveWay: () => Promise<void>,
) {
  let stopped = false

  function take(name: CollectionName, documents: readonly unknown[], force: boolean): void {
    if (name === 'products') catalogue.put(documents as Product[], force)
    if (name === 'stockLevels') stock.put(documents as StockLevel[], force)
  }

  const following = (['products', 'stockLevels'] as const).map((name) =>
    collections[name].eventBulks$.subscribe((bulk) => {
      take(name, bulk.events.map((event) => plain(event.documentData as never)), false)
    }),
  )
  async function fill(name: 'products' | 'stockLevels'): Promise<void> {
    for await (const rows of pagesOf(collections[name], 500)) {
      if (stopped) return
      take(name, rows.map(plain), false)
      await giveWay()
    }
  }
  // Not waited for: the till opens at once and knows its first products after the first page.
  void fill('products').then(() => fill('stockLevels')).catch(() => {})
  return {
    take,
    stop() {
      stopped = true
      for (const one of following) one.unsubscribe()
    },
  }
}

/** Keeps the stock less what this device sold and nobody settled. */
function followPending(unsent: Unsent, stock: FillableStock) {
  const settled = unsent.settled$.subscribe(({ collection, document }) => {
    if (collection === 'orders') stock.settled(document as unknown as Order)
  })
  const waiting = unsent.version$.subscribe(() => {
    stock.follow(unsent.all().flatMap((it) => (it.collection === 'orders' ? [it.document as unknown as Order] : [])))
  })
  return {
    stop() {
      settled.unsubscribe()
      waiting.unsubscribe()
    },
  }
}

/** What the status chip and the outbox show. */
function syncStates(lane: SyncLane, unsent: Unsent): { state$: Observable<SyncState>; waiting$: Observable<WaitingDocument[]> } {
  const look$ = new Subject<void>()
  const waiting$ = merge(unsent.version$, lane.line.state$, look$).pipe(
    map(() => waitingNow(lane, unsent)),
    share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: true }),
  )
  const state$ = combineLatest([lane.state$, lane.line.state$, unsent.version$]).pipe(
    map(([own, line]): SyncState => {
      const all = unsent.all()
      const oldest = all[0]
      return {
        ...own,
        connection: line.connection,
        since: new Date(line.since).toISOString(),
        waiting: all.length,
        oldestWaiting: oldest ? sinceOf(oldest.document) : null,
        needHelp: unsent.needHelp().length,
        retry: line.retry && { ...line.retry, nextAt: new Date(line.retry.nextAt).toISOString() },
        needsLogin: line.needsLogin,
        tooOld: line.tooOld,
        stopped: line.stopped === null ? null : line.stopped === 'device/revoked' ? 'device-revoked' : 'device-unknown',
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
      since: sinceOf(document),
      attempts: attempt?.attempts ?? 0,
      lastError: attempt?.lastError ?? null,
    }
  })
}

function sinceOf(document: Record<string, unknown>): string {
  return textIn(document, 'createdAt') || textIn(document, 'updatedAt')
}
