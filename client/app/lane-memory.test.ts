import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import type { Bridge, Entry } from './lane-memory.ts'
import { createLaneMemory } from './lane-memory.ts'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>

/** A browser whose tabs share a disk and hear of each other. */
function someBrowser(local: Record<string, string> = {}) {
  const disk = new IDBFactory()
  const bridged = new Map<string, Entry>()
  const channels: Channel[] = []
  const bridge: Bridge = {
    put: (key, entry) => void bridged.set(key, entry),
    remove: (key) => void bridged.delete(key),
    entries: () => [...bridged],
  }
  const older = {
    entries: () => Object.entries(local),
    forget: (keys: string[]) => keys.forEach((key) => delete local[key]),
  }
  return {
    local,
    disk,
    bridged,
    tab() {
      const channel: Channel = {
        onmessage: null,
        postMessage: (data: unknown) =>
          channels
            .filter((other) => other !== channel)
            .forEach(({ onmessage }) => onmessage?.call(null as never, { data } as MessageEvent)),
      }
      channels.push(channel)
      return createLaneMemory({ home: async () => disk, channel, older, bridge })
    },
  }
}

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('[C6] what was set is on the disk when `kept` resolves, in a transaction that is strict', async () => {
  const { disk, tab } = someBrowser()
  const asked = vi.spyOn(await databaseOf(disk), 'transaction')
  const here = tab()
  await here.open()
  here.setItem('lane', 'L1')
  here.setItem('sale', 'one')
  here.removeItem('sale')
  await here.kept()
  const writes = asked.mock.calls.filter(([, mode]) => mode === 'readwrite')
  expect(writes.length).toBeGreaterThan(0)
  expect(writes.map(([, , options]) => options)).toEqual(writes.map(() => ({ durability: 'strict' })))
  const again = tab()
  await again.open()
  expect(again.keys()).toEqual(['lane'])
})

test('what an earlier version kept is taken over once, and what lies there later is stale', async () => {
  const { local, tab } = someBrowser({ session: 'Casey', registering: 'id' })
  const first = tab()
  await first.open()
  expect([first.getItem('session'), local]).toEqual(['Casey', {}])
  first.removeItem('registering')
  first.setItem('session', 'Dana')
  await first.kept()
  // A browser that was killed has its old storage again.
  Object.assign(local, { session: 'Casey', registering: 'id' })
  const again = tab()
  await again.open()
  expect([again.getItem('session'), again.getItem('registering'), local]).toEqual(['Dana', null, {}])
})

test('tabs hear what another one sets, and the one that set it does not', async () => {
  const { tab } = someBrowser()
  const [one, two] = [tab(), tab()]
  await Promise.all([one.open(), two.open()])
  const heard: string[] = []
  one.follow((key) => heard.push(`one ${key}`))
  two.follow((key) => heard.push(`two ${key} ${two.getItem(key)}`))
  one.setItem('session', 'Casey')
  one.setItem('session', 'Casey')
  one.removeItem('session')
  expect(heard).toEqual(['two session Casey', 'two session null'])
})

test('[C1] a write that fails once is tried again with what is true by then', async () => {
  const { tab } = someBrowser()
  const here = tab()
  await here.open()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('the disk is busy', 'UnknownError')
  })
  here.setItem('cart', 'one piece')
  here.setItem('cart', 'two pieces')
  await here.kept()
  expect(put.mock.calls.map(([entry]) => entry)).toContainEqual({ value: 'two pieces', version: 2 })
  const again = tab()
  await again.open()
  expect(again.getItem('cart')).toBe('two pieces')
})

test('[C6] a store that leaves a write unanswered is opened anew, and what was set gets to the disk', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { disk, tab } = someBrowser()
  const opened = vi.spyOn(disk, 'open')
  const here = tab()
  await here.open()
  expect(opened).toHaveBeenCalledTimes(1)
  // As Chromium does once a bucket of storage is garbage: the transaction neither ends nor aborts.
  vi.spyOn(await databaseOf(disk), 'transaction').mockReturnValueOnce(silent as unknown as IDBTransaction)
  opened.mockClear()
  here.setItem('lane', 'L1')
  let isKept = false
  const kept = here.kept().then(() => (isKept = true))
  await vi.advanceTimersByTimeAsync(4_900)
  expect([isKept, opened.mock.calls.length]).toEqual([false, 0])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(opened, 'anew').toHaveBeenCalledTimes(1)
  vi.useRealTimers()
  await kept
  const again = tab()
  await again.open()
  expect(again.getItem('lane')).toBe('L1')
})

test('[C6] a full disk is said, and what it did not take goes with the next write', async () => {
  const { tab } = someBrowser()
  const here = tab()
  await here.open()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  here.setItem('lane', 'L1')
  await expect(here.kept()).rejects.toThrow('full')
  expect(here.getItem('lane')).toBe('L1')
  put.mockRestore()
  here.setItem('cart', 'one')
  await here.kept()
  const again = tab()
  await again.open()
  expect(again.keys().toSorted()).toEqual(['cart', 'lane'])
})

test('[C6] a page that is left before its transaction is through loses nothing', async () => {
  const { tab, bridged } = someBrowser()
  const here = tab()
  await here.open()
  here.setItem('cart', 'one')
  await here.kept()
  expect(bridged.size, 'the bridge is empty once the disk has it').toBe(0)
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the page has gone', 'QuotaExceededError')
  })
  here.setItem('cart', 'two')
  await expect(here.kept()).rejects.toThrow('has gone')
  put.mockRestore()
  const again = tab()
  await again.open()
  expect(again.getItem('cart')).toBe('two')
  await again.kept()
  expect(bridged.size).toBe(0)
})

test('[C6] what a power cut brought back to the bridge does not undo what the disk has since', async () => {
  const { tab, bridged } = someBrowser()
  const here = tab()
  await here.open()
  here.setItem('cart', 'one')
  const stale = bridged.get('cart')!
  here.setItem('cart', 'two')
  here.removeItem('cart')
  await here.kept()
  bridged.set('cart', stale)
  const again = tab()
  await again.open()
  expect(again.getItem('cart')).toBeNull()
  expect(bridged.size).toBe(0)
})

/** A transaction of which nothing is ever heard. */
const silent = { objectStore: () => ({ put: () => ({}) }) }

/** What all connections are made of. */
async function databaseOf(disk: IDBFactory): Promise<IDBDatabase> {
  const request = disk.open('another', 1)
  await new Promise((resolve) => (request.onsuccess = resolve))
  return Object.getPrototypeOf(request.result) as IDBDatabase
}
