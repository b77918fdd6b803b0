import { expect, test, vi } from 'vitest'
import { createApi } from './api.ts'

/** A device whose token is gone, and whose network too: of seven collections, each asks again and again. */
function offlineDevice() {
  let now = 0
  const refresh = vi.fn(async (): Promise<string | null> => {
    throw new TypeError('network')
  })
  const api = createApi({
    server: '',
    deviceId: null,
    tokens: { current: () => null, refresh },
    fetch: async () => Response.json({ documents: [], checkpoint: { epoch: 'e', seq: 0 }, head: 0 }),
    patienceMs: 1000,
    now: () => now,
    random: () => 1,
  })
  const { signal } = new AbortController()
  const pullAll = () => Promise.all(Array.from({ length: 7 }, () => api.pull('orders', null, 10, signal)))
  return { api, refresh, pullAll, wait: (ms: number) => void (now += ms) }
}

test('[C3] offline, all who wait for a token share one refresh, its failure, and the pause behind it', async () => {
  const { refresh, pullAll, wait } = offlineDevice()
  const answers = await pullAll()
  expect(refresh).toHaveBeenCalledTimes(1)
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['later']))
  // An hour in which every collection asks once a second.
  for (let second = 0; second < 3600; second += 1) {
    wait(1000)
    await pullAll()
  }
  // 1, 2, 4 and 8 seconds, then every 16.
  expect(refresh.mock.calls.length).toBeGreaterThan(200)
  expect(refresh.mock.calls.length).toBeLessThan(240)
})

test('[C3] who waits is told how long; asked for at once, the token is refreshed at once', async () => {
  const { api, refresh, pullAll, wait } = offlineDevice()
  await pullAll()
  wait(400)
  expect(await pullAll()).toContainEqual({
    kind: 'later',
    heard: false,
    why: 'network/no-answer',
    afterMs: 600,
  })
  expect(refresh).toHaveBeenCalledTimes(1)
  refresh.mockResolvedValueOnce('token')
  api.tryNow()
  expect((await pullAll()).map(({ kind }) => kind)).toContain('done')
  expect(refresh).toHaveBeenCalledTimes(2)
})
