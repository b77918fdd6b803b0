import {
  BehaviorSubject,
  combineLatest,
  defer,
  EMPTY,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  tap,
  type Observable,
} from 'rxjs'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { Shop, ShopSession, StorageState, SyncState, Tokens } from '../database/shop.ts'
import { createStock, type Pieces } from '../database/stock-on-hand.ts'
import { createCatalogue } from '../search/catalogue.ts'
import { beforeWord } from './before-word.ts'
import { calmly } from './calmly.ts'
import type { DisplayFile, KeptDisplay } from './display-file.ts'
import { keepDisplay } from './keep-display.ts'
import type { Known, Shown } from './keep-in-memory.ts'
import { wireOver, type Port } from './wire.ts'
import { withUncounted } from './with-uncounted.ts'

/** What the page's end of a shop is made of. */
export type PageParts = {
  tokens: Tokens
  /** What the worker remembers over reloads: the page keeps it. */
  memory: {
    entries(): [string, string][]
    set(key: string, value: string | null): void
    /** Hears of what other tabs set. */
    heard(hear: (key: string, value: string | null) => void): void
  }
  display: DisplayFile
  /** How long nothing changes before the display is kept. */
  quietMs: number
  /** Resolves when no tab writes for this lane, and not at all while one does. */
  noWriter(): Promise<void>
  /** Calls back when the browser says that the network came or went. Gives what ends it. */
  networkMoves(hear: () => void): () => void
  now(): number
  /** Calls back before the next painting. */
  onFrame(then: () => void): void
  /** Gives way to whatever else wants the main thread. */
  yield(): Promise<void>
  storageState(): Promise<StorageState>
  /** Asks the browser to keep what is stored for good (C6). */
  askToKeep(): Promise<void>
  /** Calls `died` once, where the other end no longer answers to `alive`. Gives what stops the watching. */
  watch(alive: () => Promise<unknown>, died: (why: Error) => void): () => void
  /** Ends whatever is at the other end of the wire. */
  end(): void
}

/**
 * The page's end of a shop: catalogue and stock are here, where a scan is answered at once; all else is asked over the
 * wire. What a `Shop` can do more is named here and in `serveShop`.
 */
export async function shopOver(port: Port, session: ShopSession, parts: PageParts): Promise<Shop> {
  const { tokens, onFrame, memory } = parts
  const branchId = session.lane?.branchId ?? session.user.branchId
  const unpacked = (kept: KeptDisplay | null) => {
    const catalogue = createCatalogue(calmly(onFrame), parts.yield, kept?.catalogue)
    const stock = createStock(branchId, calmly(onFrame), kept?.stock)
    const keeping = keepDisplay(parts.display, kept, { catalogue, stock }, parts.quietMs)
    return { catalogue, stock, keeping, kept }
  }
  const shown = parts.display.load().then(async (kept) => {
    try {
      return unpacked(kept)
    } catch {
      // Left where it is, every start would fail at it alike. What was in it comes from the store.
      await parts.display.remove().catch(() => {})
      return unpacked(null)
    }
  })
  // In the order of the messages: each waits for the same promise.
  const wire = wireOver(port, {
    calls: {
      freshToken(stale: string | null) {
        const now = tokens.current()
        return now !== null && now !== stale ? now : tokens.refresh()
      },
      remember: memory.set,
      async rows(name: Shown, json: string, force: boolean) {
        const { catalogue, stock, keeping } = await shown
        const rows = JSON.parse(json) as never[]
        if (name === 'products') catalogue.put(rows, force)
        else stock.put(rows, force)
        keeping.changed(rows.length, force)
      },
      doubt: async (name: Shown) => (await shown)[columns[name]].doubt(),
      async sweep(name: Shown) {
        const { keeping, ...all } = await shown
        all[columns[name]].sweep()
        keeping.changed(0, true)
      },
      fingerprint: async (name: Shown) => (await shown)[columns[name]].fingerprint(),
      unsent: async (orders: Pieces[]) => (await shown).stock.follow(orders),
      settled: async (order: Pieces) => (await shown).stock.settled(order),
      reached: async (seq: number) => (await shown).stock.reached(seq),
      forgotten: async () => (await shown).keeping.forgotten(),
    },
  })
  memory.heard((key, value) => wire.tell('remembered', key, value))
  let hasOpened = false
  const opened = wire.call('open', { session, token: tokens.current(), memory: memory.entries() })
  const { catalogue, stock, keeping, kept } = await shown
  const known: Known = { products: catalogue.highest(), stockLevels: stock.highest() }
  wire.tell('known', known)
  // With a display from before a scan needs nothing else; what the worker has to say of the rest comes a moment later.
  const open = opened.then(() => {
    hasOpened = true
  })
  await (kept ? Promise.race([open, parts.noWriter()]) : open)
  const isBroken$ = new BehaviorSubject(false)
  /** Sales whose tick was shown here: the worker answers a sale first and counts its queue a moment later. */
  const placed$ = new BehaviorSubject<readonly Order[]>([])
  // Where it fails only now, each call says so, and the screen.
  open.catch(() => isBroken$.next(true))
  const unwatch = parts.watch(
    () => wire.call('alive'),
    (why) => {
      wire.end(why)
      isBroken$.next(true)
      // What hangs must not keep the lane from another tab.
      parts.end()
    },
  )

  const branches$ = lasting(
    merge(
      kept ? of(kept.branches) : [],
      wire.view<readonly Branch[]>('branches').pipe(tap((all) => keeping.branches(all))),
      // Kept as they came; what screens read has every setting, whatever version wrote it.
    ).pipe(map((all) => all.map(withSettings))),
  )
  // They are kept for the next start, whether or not a screen looks at them.
  const following = branches$.subscribe()
  const state$ = lasting(wire.view<SyncState>('state'))
  // The browser may be wrong about the server, which may be in the same house: it is only a reason to ask.
  following.add(parts.networkMoves(() => wire.tell('lookAtLine')))
  following.add(state$.subscribe(({ isWriter, firstLoad }) => stock.whole(isWriter && firstLoad === null)))
  return {
    session,
    catalogue,
    stock,
    orders: {
      async place(draft) {
        const order = await wire.call<Order>('place', draft)
        placed$.next([...placed$.value.slice(-20), order])
        return order
      },
      byId: (id) => wire.call('orderById', id),
      recent$: (limit) => wire.view('recent', limit),
      find: (query, limit) => wire.call('findOrders', query, limit),
      since$: (from) => wire.view('since', from),
      needHelp$: wire.view('needHelp'),
    },
    movements: {
      write: (movements) => wire.call('writeMovements', movements),
      written: (ids) => wire.call('writtenMovements', ids),
      ofLane$: (limit) => wire.view('movementsOfLane', limit),
      ofBranch$: (limit) => wire.view('movementsOfBranch', limit),
      ofProduct$: (productId, limit) => wire.view('movementsOfProduct', productId, limit),
      needHelp$: wire.view('movementsInNeed'),
      putAside: (id) => wire.tell('putAside', id),
    },
    customers: {
      create: (customer) => wire.call('createCustomer', customer),
      update: (id, changes) => wire.call('updateCustomer', id, changes),
      byId: (id) => wire.call('customerById', id),
      search: (text, limit) => wire.call('searchCustomers', text, limit),
    },
    parked: {
      all$: lasting(wire.view('parked')),
      taken$: wire.view('parkedTaken'),
      park: (draft) => wire.call('park', draft),
      claim: (id, cashierId) => wire.call('claimParked', id, cashierId),
      takeUp: (id) => wire.call('takeUpParked', id),
    },
    shifts: {
      own$: lasting(wire.view('shifts')),
      all$: wire.view('allShifts'),
      open: (opening) => wire.call('openShift', opening),
      moveCash: (id, movement) => wire.call('moveCash', id, movement),
      report: (id, currency) => wire.call('reportShift', id, currency),
      close: (id, count) => wire.call('closeShift', id, count),
    },
    branches$,
    lists: { all$: (name) => wire.view('list', name) },
    sync: {
      state$: lasting(
        merge(
          defer(() => (hasOpened ? EMPTY : of(beforeWord(parts.now())))),
          combineLatest([state$, isBroken$, placed$]).pipe(
            map(([state, isBroken, placed]): SyncState => ({
              ...withUncounted(state, placed),
              ...(isBroken ? { broken: 'worker' } : {}),
            })),
          ),
        ),
      ),
      waiting$: wire.view('waiting'),
      told$: wire.view('told'),
      syncNow: () => wire.call('syncNow'),
      loggedIn: () => wire.tell('loggedIn'),
      lookAtLine: () => wire.tell('lookAtLine'),
      check: () => wire.call('check'),
      exportUnsent: (passphrase) => wire.call('exportUnsent', passphrase),
    },
    storage: {
      state: parts.storageState,
      async keep() {
        await parts.askToKeep()
        return parts.storageState()
      },
    },
    async close(how) {
      type Closed = Awaited<ReturnType<Shop['close']>>
      const outcome = await wire.call<Closed>('close', how).catch((error: unknown): Closed => {
        if (!how?.force) throw error
        return { kind: 'closed', left: 0 }
      })
      if (outcome.kind === 'closed') {
        unwatch()
        following.unsubscribe()
        keeping.stop()
        parts.end()
        // Whoever asks once more, be it to close it, would wait for ever for an answer of what has ended.
        wire.end(new Error('the shop is closed'))
      }
      return outcome
    },
  }
}

const columns = { products: 'catalogue', stockLevels: 'stock' } as const

/** Asked once, whoever looks and however often; whoever comes later sees the newest value at once. */
function lasting<Value>(view: Observable<Value>): Observable<Value> {
  return view.pipe(share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: false }))
}

function withSettings(branch: Branch): Branch {
  return { ...branch, settings: settingsOf(branch.settings) }
}
