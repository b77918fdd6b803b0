import { expect, test } from 'vitest'
import { ApiError, NoAnswer } from '../../app/api.ts'
import type { ShopSession } from '../../database/shop.ts'
import { createRescueQueue, numberOfRescue, rescueKeyOf } from './rescue-queue.ts'

function someQueue(answer: (codes: string[]) => unknown, kept = new Map<string, string>(), key = 'receipts') {
  const sent: string[][] = []
  const queue = createRescueQueue({
    key,
    memory: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    call: async (_path, call) => {
      const codes = (call?.body as { codes: string[] } | undefined)?.codes ?? []
      sent.push(codes)
      return answer(codes)
    },
    now: () => 0,
  })
  return { queue, sent, kept }
}
const one = { id: 'a', number: 'DT-L1-1', codes: ['OMNI1A'] }
const two = { id: 'b', number: 'DT-L1-2', codes: ['OMNI1B'] }

test('a scanned receipt waits through a reload and is sent when there is a network', async () => {
  const offline = someQueue(() => Promise.reject(new NoAnswer(null)))
  offline.queue.add(one)
  offline.queue.add(one)
  expect(await offline.queue.flush()).toBe(false)
  const online = someQueue(() => ({}), offline.kept)
  expect(online.queue.state()).toMatchObject([{ id: 'a', refused: null }])
  expect(await online.queue.flush()).toBe(true)
  expect(online.sent).toEqual([['OMNI1A']])
  expect(online.queue.state()).toEqual([])
})

test('a sale that is known from its receipt alone has its number from there', () => {
  const session = { user: { tenantId: 't' }, lane: { deviceId: 'd' } } as ShopSession
  const { queue, kept } = someQueue(() => ({}), new Map(), rescueKeyOf(session))
  queue.add(one)
  queue.add(two)
  const numberOf = (id: string) => numberOfRescue({ getItem: (key) => kept.get(key) ?? null }, session, id)
  expect([numberOf('a'), numberOf('b'), numberOf('c')]).toEqual(['DT-L1-1', 'DT-L1-2', null])
})

test('what is said of who asks, and when, is no word about the receipt: it is tried again', async () => {
  for (const status of [401, 408, 426, 429, 503]) {
    const { queue } = someQueue(() => {
      throw new ApiError(status, 'not/now', '')
    })
    queue.add(one)
    expect(await queue.flush()).toBe(false)
    expect(queue.state()).toMatchObject([{ id: 'a', refused: null }])
  }
})

test('a receipt that the server refuses stays with the reason, and stops no other', async () => {
  const { queue } = someQueue((codes) => {
    if (codes[0] === 'OMNI1A') throw new ApiError(422, 'order/rescue-tampered', '')
    return {}
  })
  queue.add(one)
  queue.add(two)
  await queue.flush()
  expect(queue.state()).toMatchObject([{ id: 'a', refused: 'order/rescue-tampered' }])
  queue.dismiss('a')
  expect(queue.state()).toEqual([])
})
