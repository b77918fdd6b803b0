import { beforeEach, expect, test, vi } from 'vitest'
import { ApiError, NoAnswer } from '../app/api.ts'
import { createDecisions, undoMs } from './decisions.ts'
import type { Call } from './decisions.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

/** One tab of a browser, its pages after each other over the same memory; the server answers when it is told to. */
function tab() {
  const kept = new Map<string, string>()
  const asked: { path: string; key: string; isLeaving: boolean; answer(error?: unknown): void }[] = []
  let keys = 0
  return {
    asked,
    paths: () => asked.map(({ path, isLeaving }) => (isLeaving ? `${path}, leaving` : path)),
    /** @param who is signed in, from one call to the next */
    page(who = () => 'sid') {
      const refused: [string, unknown][] = []
      const sent: string[] = []
      const call: Call = (path, { idempotencyKey, keepalive }) =>
        new Promise((resolve, reject) => {
          const answer = (error?: unknown) => (error === undefined ? resolve({}) : reject(error))
          asked.push({ path, key: idempotencyKey, isLeaving: keepalive, answer })
        })
      const memory = {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
      }
      const newId = () => `key ${(keys += 1)}`
      const decisions = createDecisions({ who, call, memory, newId })
      decisions.hear({
        onSent: async ({ name }) => void sent.push(name),
        onRefused: async ({ name }, error) => void refused.push([name, error]),
      })
      const decide = (name: string) => decisions.decide({ caseId: name, name, path: `/${name}`, body: {} })
      const state = () => {
        const { held, sending } = decisions.state()
        return [held.map(({ name }) => name), sending.map(({ name }) => name)]
      }
      return { ...decisions, decide, names: state, sent, refused }
    },
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('[O7] what is taken back within six seconds never leaves the page', async () => {
  const one = tab()
  const page = one.page()
  const a = page.decide('a')
  page.decide('b')
  await pass(undoMs - 1)
  page.undo(a)
  expect(page.names()).toEqual([['b'], []])
  await pass(60_000)
  expect(one.paths()).toEqual(['/b'])
})

test('[O7] decisions go out one after the other: the first has the goods', async () => {
  const one = tab()
  const page = one.page()
  for (const name of ['a', 'b', 'c']) page.decide(name)
  await pass(undoMs)
  expect(one.paths()).toEqual(['/a'])
  expect(page.names()).toEqual([[], ['a', 'b', 'c']])
  one.asked[0]?.answer()
  await pass(0)
  expect(one.paths()).toEqual(['/a', '/b'])
  one.asked[1]?.answer(new ApiError(409, 'order/action-not-fitting', ''))
  await pass(0)
  one.asked[2]?.answer()
  await pass(0)
  expect(page.sent).toEqual(['a', 'c'])
  expect(page.refused).toMatchObject([['b', { code: 'order/action-not-fitting' }]])
  expect(page.names()).toEqual([[], []])
})

test('[O7] a page that goes sends what is first in turn alone, and the next one all of it under the same keys', async () => {
  const one = tab()
  const before = one.page()
  before.decide('a')
  await pass(undoMs)
  before.decide('b')
  before.decide('c')
  before.leave()
  expect(one.paths()).toEqual(['/a', '/a, leaving'])

  const after = one.page()
  after.resume()
  expect(after.names(), 'they are not among the cases to decide on').toEqual([[], ['a', 'b', 'c']])
  for (const at of [2, 3, 4]) {
    one.asked[at]?.answer()
    await pass(0)
  }
  expect(one.paths().slice(2)).toEqual(['/a', '/b', '/c'])
  expect(one.asked.map(({ key }) => key)).toEqual(['key 1', 'key 1', 'key 1', 'key 2', 'key 3'])
  expect(after.sent).toEqual(['a', 'b', 'c'])
  one.page().resume()
  expect(one.asked).toHaveLength(5)
})

test('[A3] nobody sends what somebody else decided, on the next page or on the same', async () => {
  const one = tab()
  let who = 'sid'
  const page = one.page(() => who)
  page.decide('a')
  const other = one.page(() => 'ada')
  other.resume()
  await pass(0)
  expect([other.names(), other.refused]).toEqual([[[], []], []])
  who = 'ada'
  await pass(undoMs)
  expect(page.refused).toMatchObject([['a', { message: 'somebody else is signed in' }]])
  expect(one.asked).toEqual([])
})

test('[O7] where no answer came, or the first one is at work still, the same command is sent again', async () => {
  const one = tab()
  const page = one.page()
  page.decide('a')
  await pass(undoMs)
  one.asked[0]?.answer(new NoAnswer(new Error('reset')))
  await pass(10_000)
  one.asked[1]?.answer(new ApiError(409, 'request/key-in-progress', ''))
  await pass(10_000)
  one.asked[2]?.answer()
  await pass(0)
  expect(new Set(one.asked.map(({ key }) => key))).toEqual(new Set(['key 1']))
  expect([page.sent, page.refused]).toEqual([['a'], []])

  page.decide('b')
  await pass(undoMs)
  for (let at = 3; at < one.asked.length; at += 1) {
    one.asked[at]?.answer(new NoAnswer(new Error('no network')))
    await pass(10_000)
  }
  expect(page.refused, 'a line that stays away is told').toMatchObject([['b', { name: 'NoAnswer' }]])
})

test('a page asks before it goes where more is under way than goes out with it, or nothing would arrive', async () => {
  const page = tab().page()
  expect([page.mayBeLost(true), page.mayBeLost(false)]).toEqual([false, false])
  page.decide('a')
  expect([page.mayBeLost(true), page.mayBeLost(false)]).toEqual([false, true])
  await pass(undoMs)
  expect([page.mayBeLost(true), page.mayBeLost(false)]).toEqual([false, true])
  page.decide('b')
  expect(page.mayBeLost(true)).toBe(true)
})
