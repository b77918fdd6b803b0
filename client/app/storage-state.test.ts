import { afterEach, expect, test, vi } from 'vitest'
import { askToKeep, storageState } from './storage-state.ts'

afterEach(() => vi.unstubAllGlobals())

function store(persisted: boolean, usage: number) {
  let asked = 0
  return {
    asked: () => asked,
    persisted: async () => persisted,
    persist: async () => {
      asked += 1
      return persisted
    },
    estimate: async () => ({ usage, quota: 100 }),
  }
}

const remembers = (home: string | null) => ({ getItem: () => home })

test('[C6] the bucket that holds the orders says whether they are kept, and is asked to keep them', async () => {
  const bucket = store(false, 10)
  const opened: string[] = []
  const open = async (name: string) => {
    opened.push(name)
    return bucket
  }
  vi.stubGlobal('navigator', { storageBuckets: { open } })
  const common = store(true, 40)
  // The fuller of the two is what runs out first.
  expect(await storageState(common, remembers('bucket'))).toEqual({
    persisted: false,
    usage: 40,
    quota: 100,
  })
  expect(opened).toEqual(['omnisync-intents'])
  await askToKeep(common, remembers('bucket'))
  expect([bucket.asked(), common.asked()]).toEqual([1, 1])
})

test('[C6] where the orders lie in the common store, that is asked; where nothing answers, nothing is claimed', async () => {
  vi.stubGlobal('navigator', {})
  expect(await storageState(store(true, 7), remembers('common'))).toEqual({
    persisted: true,
    usage: 7,
    quota: 100,
  })
  expect(await storageState(undefined, remembers(null))).toEqual({
    persisted: null,
    usage: null,
    quota: null,
  })
})
