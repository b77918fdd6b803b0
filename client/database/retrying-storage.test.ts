import type { RxStorage } from 'rxdb'
import { expect, test } from 'vitest'
import { retryingStorage, type Patience } from './retrying-storage.ts'

type Write = { document: { _rev: string } }

/** A storage of one method, which fails as often as told. */
function storageThat(bulkWrite: (rows: Write[]) => Promise<unknown>) {
  const instance = { bulkWrite, close: async () => {} }
  return {
    name: 'test',
    rxdbVersion: '',
    createStorageInstance: async () => instance,
  } as unknown as RxStorage<never, never>
}

async function write(storage: RxStorage<never, never>, patience: Partial<Patience>) {
  const gaveUp: unknown[] = []
  const full: Patience = {
    waits: [1, 1],
    wait: async () => {},
    gaveUp: (error) => gaveUp.push(error),
    ...patience,
  }
  const instance = await retryingStorage(storage, full).createStorageInstance({} as never)
  const result = instance.bulkWrite([{ document: { _rev: '1-mine' } }] as never, 'test') as Promise<{
    error: unknown[]
  }>
  return { result, gaveUp }
}

test('[C1] a write that fails twice is tried a third time', async () => {
  let calls = 0
  const storage = storageThat(async () => {
    calls += 1
    if (calls < 3) throw new DOMException('no', 'UnknownError')
    return { error: [] }
  })
  const { result, gaveUp } = await write(storage, {})
  expect(await result).toEqual({ error: [] })
  expect([calls, gaveUp]).toEqual([3, []])
})

test('[C1] a write that keeps failing rejects, and the supervisor hears of it', async () => {
  const storage = storageThat(() => Promise.reject(new Error('full')))
  const { result, gaveUp } = await write(storage, {})
  await expect(result).rejects.toThrow('full')
  expect(gaveUp).toHaveLength(1)
})

test('[C1] a try that was written although it failed is no conflict with itself', async () => {
  let calls = 0
  const storage = storageThat(async () => {
    calls += 1
    if (calls === 1) throw new Error('lost after the commit')
    return {
      error: [
        { status: 409, documentInDb: { _rev: '1-mine' } },
        { status: 409, documentInDb: { _rev: '2-other' } },
      ],
    }
  })
  const { result } = await write(storage, {})
  expect((await result).error).toEqual([{ status: 409, documentInDb: { _rev: '2-other' } }])
})
