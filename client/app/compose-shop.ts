import { BehaviorSubject, filter, firstValueFrom, map } from 'rxjs'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { customersOf } from '../database/customers.ts'
import { exportUnsent } from '../database/export-unsent.ts'
import { databaseName, openDatabases } from '../database/open-databases.ts'
import { orderPlacer } from '../database/place-orders.ts'
import { orderById, ordersSince, recentOrders } from '../database/read-orders.ts'
import type { Plain } from '../database/rows.ts'
import type { Device, OrderDraft, Shop, ShopSession, StorageState, Tokens } from '../database/shop.ts'
import { createStock } from '../database/stock-on-hand.ts'
import type { AnyStorage } from '../database/storages.ts'
import { watchUnsent } from '../database/unsent.ts'
import { createCatalogue } from '../search/catalogue.ts'
import { openLane, type SyncLane } from '../sync/sync-lane.ts'
import type { Locks } from '../sync/lead.ts'
import { followPending, keepInMemory } from './keep-in-memory.ts'
import { syncStates } from './sync-states.ts'

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
  const unsent = await watchUnsent(databases, user.role === 'STAFF' ? (lane?.deviceId ?? null) : null)
  const pending = followPending(unsent, stock)
  const opened = openLane({
    ...parts,
    server: session.server,
    deviceId,
    branchId,
    seesBranch: user.role === 'STAFF' ? user.branchId : null,
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
  // A lone tab becomes the writer within a few milliseconds: screens should not call it a second one before that.
  await Promise.race([
    firstValueFrom(opened.state$.pipe(filter((it) => it.isWriter))),
    new Promise((resolve) => setTimeout(resolve, 100)),
  ])
  const people = customersOf(customers, device)
  const states = syncStates(opened, unsent)
  const exported$ = new BehaviorSubject(-1)
  const placeAtLane = lane
    ? orderPlacer({
        orders,
        prefix: `${lane.branchCode}-${lane.code}-`,
        memory: parts.memory,
        isWriter: opened.isWriter,
      })
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
