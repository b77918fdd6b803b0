import { BehaviorSubject, EMPTY, filter, firstValueFrom, from, map, of, switchMap } from 'rxjs'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { customersOf } from '../database/customers.ts'
import { databaseName } from '../database/database-name.ts'
import { watchMovementsInNeed } from '../database/movements-in-need.ts'
import { openDatabases } from '../database/open-databases.ts'
import { breathe, turns } from '../database/log-storage/turns.ts'
import { parkedSalesOf } from '../database/parked-sales.ts'
import { findOrders } from '../database/find-orders.ts'
import { orderPlacer } from '../database/place-orders.ts'
import { movementsOfBranch, movementsOfLane, movementsOfProduct } from '../database/read-movements.ts'
import { orderById, ordersSince, recentOrders } from '../database/read-orders.ts'
import type { Plain } from '../database/rows.ts'
import { shiftsOf } from '../database/shifts.ts'
import type { Device, OrderDraft, Shop, ShopSession, SyncState, Tokens } from '../database/shop.ts'
import type { AnyStorage } from '../database/storages.ts'
import { movementWriter, writtenOf } from '../database/write-movements.ts'
import { watchUnsent } from '../database/unsent.ts'
import { backoffMs, waitFor } from '../sync/backoff.ts'
import type { Locks } from '../sync/lead.ts'
import { createPace } from '../sync/pace.ts'
import { openLane, type SyncLane } from '../sync/sync-lane.ts'
import { followPending, keepInMemory, type Known, type Screen } from './keep-in-memory.ts'
import { syncStates } from './sync-states.ts'

/** What a shop is made of: the browser, or a stand-in for each of its parts in tests. */
export type ShopParts = {
  device: Device
  tokens: Tokens
  storages: { intents: AnyStorage; facts: AnyStorage }
  /** Resolves when the facts were thrown away behind this tab. */
  factsLost?: Promise<void>
  locks: Locks
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  fetch: typeof fetch
  openSocket(url: string): WebSocket
  socketUrl: string
  /** Gives way to whatever else wants the thread. */
  yield(): Promise<void>
  multiInstance: boolean
  speed?: number
  pageSize?: number
}

/** Where products and levels are looked at, on the other side of the wire. */
export type Looking = {
  screen: Screen
  /** What it has already, once it has looked; facts wait for this. */
  known: Promise<Known>
  /** What the screen has kept for its next start is no longer true; resolves when it is gone. */
  forget(): Promise<void>
}

/** A shop without what is looked at: that is where the screens are. */
export type ShopBehind = Omit<Shop, 'catalogue' | 'stock' | 'storage'>

/** Opens a device's data and begins to replicate it. Resolves when it can sell: offline too, before anything is pulled. */
export async function composeShop(
  session: ShopSession,
  parts: ShopParts,
  looking: Looking,
): Promise<ShopBehind> {
  const { user, lane } = session
  const { device } = parts
  const { screen } = looking
  const deviceId = lane?.deviceId ?? null
  const branchId = lane?.branchId ?? user.branchId
  let syncLane: SyncLane | null = null
  const broken$ = new BehaviorSubject<SyncState['broken']>(null)
  const closing = new AbortController()
  /** The facts cannot be read: said, and tried again, later and later. The till sells meanwhile. */
  async function again(_: unknown, failed: number): Promise<void> {
    broken$.next('catalogue')
    await waitFor(backoffMs(failed, device.random) / (parts.speed ?? 1), closing.signal)
  }
  const databases = await openDatabases({
    name: databaseName({ tenantId: user.tenantId, deviceId, role: user.role, branchId }),
    ...parts.storages,
    multiInstance: parts.multiInstance,
    first: looking.known,
    again,
    patience: {
      waits: [50, 100, 200, 400, 800],
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      gaveUp: (error) => syncLane?.storageFailed(error),
    },
  })
  const { orders, customers, parkedSales, stockMovements } = databases.collections
  const pace = createPace()
  const memory = keepInMemory(screen, async () => {
    await parts.yield()
    await pace.free()
  })
  const unsent = await watchUnsent(databases, user.role === 'STAFF' ? (lane?.deviceId ?? null) : null)
  const inNeed = await watchMovementsInNeed(stockMovements, parts.memory)
  const pending = followPending(unsent, screen)
  const facts = Promise.all([databases.facts, looking.known]).then(async ([collections, known]) => {
    for (let failed = 0; ; failed += 1) {
      try {
        await memory.follow(collections, known)
        broken$.next(null)
        return collections
      } catch (error) {
        await again(error, failed)
      }
    }
  })
  // Nobody waits for them where there is no lane to replicate.
  facts.catch(() => {})
  void parts.factsLost?.then(() => broken$.next('catalogue-lost'))
  const opened = openLane({
    ...parts,
    server: session.server,
    deviceId,
    branchId,
    seesBranch: user.role === 'STAFF' ? user.branchId : null,
    now: device.now,
    random: device.random,
    databases,
    facts,
    free: pace.free,
    unsent,
    received: memory.take,
    async healing(name) {
      if (memory.shows(name)) await looking.forget()
    },
    reached: (name, seq) => {
      if (name === 'stockLevels') screen.reached(seq)
    },
  })
  syncLane = opened
  // A lone tab becomes the writer within a few milliseconds: screens should not call it a second one before that.
  await Promise.race([
    firstValueFrom(opened.state$.pipe(filter((it) => it.isWriter))),
    new Promise((resolve) => setTimeout(resolve, 100)),
  ])
  const people = customersOf(customers, device)
  const states = syncStates(opened, unsent, inNeed, broken$)
  /** What the last file holds, each document as it was then. */
  let exported: ReadonlySet<string> = new Set()
  const inTurn = turns()
  const atLane = lane && { device, lane, memory: parts.memory, isWriter: opened.isWriter, inTurn }
  const shifts = atLane && shiftsOf({ ...atLane, shifts: databases.collections.shifts, orders })
  const parked =
    atLane &&
    parkedSalesOf({
      ...atLane,
      collection: parkedSales,
      isOnline: () => {
        const { connection, needsLogin, stopped } = opened.line.state()
        return connection === 'online' && !needsLogin && stopped === null
      },
      ask: (document, assumed) => opened.ask('parkedSales', document, assumed),
    })
  const placeAtLane =
    lane && shifts
      ? orderPlacer({
          ...atLane,
          orders,
          prefix: `${lane.branchCode}-${lane.code}-`,
          shiftId: shifts.openId,
        })
      : () => Promise.reject(new Error('nothing can be sold without a lane'))

  async function place(draft: OrderDraft): Promise<Order> {
    const order = await pace.first(() => placeAtLane(draft))
    // Whoever waits for the tick is answered first.
    void breathe().then(() => unsent.note('orders', order as unknown as Plain))
    return order
  }

  const writeMovements = movementWriter({ movements: stockMovements, isWriter: opened.isWriter })

  async function close(): Promise<void> {
    closing.abort(new Error('closed'))
    await opened.close()
    for (const one of [memory, unsent, inNeed, pending, people, parked, shifts]) one?.stop()
    await databases.close()
  }

  return {
    session,
    orders: {
      place,
      byId: (id) => orderById(orders, id),
      recent$: (limit) => recentOrders(orders, limit),
      find: (query, limit) => findOrders(orders, query, limit),
      since$: (since) => ordersSince(orders, since),
      needHelp$: unsent.version$.pipe(map(() => unsent.needHelp())),
    },
    movements: {
      async write(movements) {
        await writeMovements(movements)
        for (const movement of movements) unsent.note('stockMovements', movement as unknown as Plain)
      },
      written: (ids) => writtenOf(stockMovements, ids),
      ofLane$: (limit) => movementsOfLane(stockMovements, deviceId ?? '', limit),
      ofBranch$: (limit) => movementsOfBranch(stockMovements, branchId ?? '', limit),
      ofProduct$: (productId, limit) => movementsOfProduct(stockMovements, branchId ?? '', productId, limit),
      needHelp$: inNeed.version$.pipe(map(() => inNeed.all())),
      putAside: inNeed.putAside,
    },
    lists: {
      // Fetched when somebody looks at a list: a till never does.
      all$: (name) =>
        from(import('../database/list-feed.ts')).pipe(
          switchMap(({ listFeed }) =>
            listFeed(name, databases.collections[name], async () => {
              await parts.yield()
              await pace.free()
            }),
          ),
        ) as never,
    },
    customers: people,
    parked: parked ?? noParkedSales,
    shifts: shifts ?? noShifts,
    branches$: from(databases.facts).pipe(
      switchMap(({ branches }) => branches.find().$),
      map((documents) => documents.map((it) => ({ ...it.toJSON(), _deleted: false }) as unknown as Branch)),
      map((all) => all.toSorted((a, b) => (a.code < b.code ? -1 : 1))),
    ),
    sync: {
      state$: states.state$,
      waiting$: states.waiting$,
      told$: opened.told$,
      syncNow: opened.syncNow,
      loggedIn: opened.loggedIn,
      lookAtLine: opened.lookAtLine,
      check: opened.check,
      async exportUnsent(passphrase) {
        const all = unsent.all()
        const { exportUnsent, outboxOf } = await import('../database/export-unsent.ts')
        const file = await exportUnsent(outboxOf(session, all, device.now()), passphrase)
        exported = new Set(all.map((it) => canonicalJson(it)))
        return file
      },
    },
    async close(how) {
      const waiting = unsent.all()
      // By what the file holds, not by how much: one may have been sent since, and another one sold (C8).
      const isExported = waiting.every((it) => exported.has(canonicalJson(it)))
      const unsaved = (isExported ? 0 : waiting.length) + (how?.besides ?? 0)
      if (unsaved > 0 && !how?.force) return { kind: 'refused', waiting: unsaved }
      await close()
      return { kind: 'closed', left: how?.force ? 0 : waiting.length }
    },
  }
}

/** What people see who stand at no till. */
const noLane = () => Promise.reject(new Error('this needs a lane'))
const noParkedSales: ShopBehind['parked'] = {
  all$: of([]),
  taken$: EMPTY,
  park: noLane,
  claim: noLane,
  takeUp: noLane,
}
const noShifts: ShopBehind['shifts'] = {
  all$: of([]),
  own$: of([]),
  open: noLane,
  moveCash: noLane,
  report: noLane,
  close: noLane,
}
