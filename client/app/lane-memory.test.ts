import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { createLaneMemory } from './lane-memory.ts'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>

/** A browser whose tabs share a disk and hear of each other. */
function someBrowser(local: Record<string, string> = {}) {
  const disk = new IDBFactory()
  const channels: Channel[] = []
  const older = {
    entries: () => Object.entries(local),
    forget: (keys: string[]) => keys.forEach((key) => delete local[key]),
  }
  return {
    local,
    disk,
    tab() {
      const channel: Channel = {
        onmessage: null,
        postMessage: (data: unknown) =>
          channels
            .filter((other) => other !== channel)
            .forEach(({ onmessage }) => onmessage?.call(null as never, { data } as MessageEvent)),
      }
      channels.push(channel)
      return createLaneMemory({ home: async () => disk, channel, older })
    },
  }
}

afterEach(() => void vi.restoreAllMocks())

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
  expect(put.mock.calls.map(([value]) => value)).toContain('two pieces')
  const again = tab()
  await again.open()
  expect(again.getItem('cart')).toBe('two pieces')
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

/** What all connections are made of. */
async function databaseOf(disk: IDBFactory): Promise<IDBDatabase> {
  const request = disk.open('another', 1)
  await new Promise((resolve) => (request.onsuccess = resolve))
  return Object.getPrototypeOf(request.result) as IDBDatabase
}
