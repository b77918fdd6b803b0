import { filter, firstValueFrom, timeout } from 'rxjs'
import type { Order } from '../../../shared/orders/order.ts'
import type { AnyStorage } from '../../database/storages.ts'
import { memoryStorage } from '../../database/testing/memory-storage.ts'
import type { Lane, Shop, SyncState } from '../../database/shop.ts'
import type { Locks } from '../../sync/lead.ts'
import type { FakeServer } from '../../sync/testing/fake-server.ts'
import type { DisplayFile } from '../display-file.ts'
import { serveShop } from '../serve-shop.ts'
import { shopOver } from '../shop-over.ts'
import type { Port } from '../wire.ts'

const branchId = uuid(0xb1)
let browsers = 0

export type LaneOptions = {
  server: FakeServer
  deviceId?: string
  /** Who the lane is, where it is another than `L1`. */
  lane?: Partial<Lane>
  /** Somebody who stands at no lane. */
  isDesk?: boolean
  /** The same one again is the same browser after a reload. */
  browser?: TestBrowser
  locks?: Locks
  now?: () => number
  random?: () => number
  speed?: number
  pageSize?: number
  /** Kept from one run to the next; none by default. */
  display?: DisplayFile
  factsLost?: Promise<void>
  /** Hears how to tell that the network came or went. */
  network?: (moved: () => void) => void
  /** Hears how to end the worker as a crash does. */
  crash?: (died: (why: Error) => void) => void
}

export type TestBrowser = {
  intents: AnyStorage
  facts: AnyStorage
  memory: ReturnType<typeof testMemory>
  /** RxDB's memory storage is one for the process: what keeps browsers apart is the name of their databases. */
  tenantId: string
}

/** A lane over a pretend server. */
export function openTestLane(options: LaneOptions): Promise<Shop> {
  const { server, deviceId = uuid(0xd1), random = Math.random } = options
  const { intents, facts, memory, tenantId } = options.browser ?? testBrowser()
  const user = {
    id: uuid(0xc1),
    name: 'Cora',
    email: 'c@demo.test',
    role: 'STAFF' as const,
    branchId,
    tenantId,
  }
  const lane = options.isDesk
    ? null
    : { deviceId, code: 'L1', name: 'Lane 1', branchId, branchCode: 'DT', ...options.lane }
  let token: string | null = server.token()
  // Page and worker are one thread here; what goes between them is copied as between two.
  const { port1: page, port2: worker } = new MessageChannel()
  const display = options.display ?? noDisplay
  serveShop(
    worker as unknown as Port,
    async (_, wire) => ({
      device: { now: options.now ?? Date.now, newId: () => crypto.randomUUID(), random },
      tokens: {
        current: () => token,
        refresh: async () => {
          token = await wire.call<string | null>('freshToken', token)
          return token
        },
      },
      storages: { intents, facts },
      ...(options.factsLost ? { factsLost: options.factsLost } : {}),
      locks: options.locks ?? testLocks(),
      memory,
      fetch: server.fetch,
      openSocket: server.openSocket,
      socketUrl: '',
      yield: () => new Promise((resolve) => setTimeout(resolve)),
      multiInstance: false,
      // Minutes pass as seconds.
      speed: options.speed ?? 100,
      pageSize: options.pageSize ?? 50,
    }),
    display.remove,
  )
  return shopOver(
    page as unknown as Port,
    { user, lane, server: '' },
    {
      tokens: {
        current: () => null,
        refresh: async () => (server.refreshable ? server.token() : null),
      },
      memory: { entries: () => [], set: () => {}, heard: () => {} },
      display,
      quietMs: 20,
      noWriter: async () => {},
      networkMoves(moved) {
        options.network?.(moved)
        return () => {}
      },
      now: Date.now,
      onFrame: (then) => then(),
      yield: () => new Promise((resolve) => setTimeout(resolve)),
      askToKeep: async () => {},
      storageState: async () => ({ persisted: true, usage: 0, quota: 0 }),
      watch(_, died) {
        options.crash?.(died)
        return () => {}
      },
      end() {
        page.close()
        worker.close()
      },
    },
  )
}

const noDisplay: DisplayFile = { load: async () => null, save: async () => {}, remove: async () => {} }

export function testBrowser(): TestBrowser {
  browsers += 1
  const storage = memoryStorage()
  return { intents: storage, facts: storage, memory: testMemory(), tenantId: uuid(0xa0_0000 + browsers) }
}

/** What localStorage is in a browser. */
function testMemory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** Web Locks in one process: one holder of a name at a time, others wait. */
export function testLocks(): Locks {
  const turns = new Map<string, Promise<unknown>>()
  return {
    request(name, { signal }, held) {
      const before = turns.get(name) ?? Promise.resolve()
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
      aborted.catch(() => {})
      const mine = Promise.race([before, aborted]).then(held)
      turns.set(name, Promise.all([before, mine.catch(() => {})]))
      return mine
    },
  }
}

export function uuid(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A sale of one piece of product 1. */
export function draftOf(number: number, more: Partial<Order> = {}): Omit<Order, 'number'> {
  const line = {
    id: uuid(0x10_0000 + number),
    productId: uuid(1),
    sku: 'A',
    title: 'A',
    quantity: 1,
    unitPrice: 100,
  }
  return {
    id: uuid(0x20_0000 + number),
    kind: 'sale',
    source: 'pos',
    branchId,
    deviceId: uuid(0xd1),
    cashierId: uuid(0xc1),
    shiftId: null,
    customerId: null,
    currency: 'USD',
    lines: [{ ...line, discount: 0, taxRate: 0, total: 100 }],
    discount: 0,
    subtotal: 100,
    tax: 0,
    total: 100,
    payments: [{ type: 'cash', amount: 100 }],
    refundOf: null,
    reason: null,
    approvals: [],
    note: null,
    createdAt: new Date().toISOString(),
    seq: 0,
    _deleted: false,
    status: 'pending',
    conflict: null,
    rejection: null,
    flags: [],
    settledAt: null,
    seal: null,
    ...more,
  } as unknown as Omit<Order, 'number'>
}

export function productOf(number: number, more: object = {}) {
  const id = uuid(number)
  return {
    id,
    groupId: id,
    groupTitle: `Thing ${number}`,
    title: `Thing ${number}`,
    variantTitle: '',
    sku: `SKU-${number}`,
    barcode: `400${number}`,
    vendor: 'Vendor',
    category: 'Things',
    tags: [],
    price: 100,
    taxRate: 0,
    status: 'active',
    imageUrl: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  }
}

/** Waits for a state of the sync, at most so long. */
export function untilState(shop: Shop, is: (state: SyncState) => boolean, ms = 30_000): Promise<SyncState> {
  return firstValueFrom(shop.sync.state$.pipe(filter(is), timeout(ms)))
}

/** Waits until a condition holds, at most so long. */
export async function until(is: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await is())) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
