import { expect, test } from 'vitest'
import { manualClock } from '../../testing/manual-clock.ts'
import { openGovernor } from './governor.ts'
import type { Outcome, Told, Turn } from './governor.ts'

const told = (available: number, requested = 10, actual: number | null = requested): Told => ({
  requested,
  actual,
  budget: { available, maximum: 1_000, restoreRate: 100 },
})

/** A governor whose sleeps end when the test turns the clock. */
function open() {
  const clock = manualClock()
  const sleeping: { until: number; wake: () => void }[] = []
  const governor = openGovernor({
    now: clock.now,
    sleep: (milliseconds) =>
      new Promise((wake) => sleeping.push({ until: clock.now() + milliseconds, wake: () => wake() })),
  })
  const turns: string[] = []
  const ask = async (name: string, signal?: AbortSignal): Promise<Turn> => {
    const outcome: Outcome = await governor.take({ name: 'call', size: '' }, signal)
    turns.push(name)
    if (outcome.kind !== 'turn') throw new Error(outcome.kind)
    return outcome.turn
  }
  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds)
    for (const { until, wake } of sleeping) if (until <= clock.now()) wake()
    await new Promise(setImmediate)
  }
  return { governor, ask, turns, pass }
}

test('the first call of all goes alone; what it is told lets the others go', async () => {
  const { ask, turns, pass } = open()
  const first = await ask('a')
  void ask('b')
  void ask('c')
  await pass(0)
  expect(turns).toEqual(['a'])
  first.done(told(100))
  await pass(0)
  expect(turns).toEqual(['a', 'b', 'c'])
})

test('a call that was throttled goes before those that came after it', async () => {
  const { ask, turns, pass } = open()
  ;(await ask('a')).done(told(15))
  const b = await ask('b')
  void ask('c')
  const again = b.throttled(told(4), 0)
  await pass(0)
  expect(turns).toEqual(['a', 'b'])
  await pass(59)
  await pass(0)
  expect(turns).toEqual(['a', 'b'])
  await pass(1)
  expect(await again).toMatchObject({ kind: 'turn' })
  expect(turns).toEqual(['a', 'b'])
  await pass(1_000)
  expect(turns).toEqual(['a', 'b', 'c'])
})

test('an answer that was overtaken does not give back what was taken after it', async () => {
  const { ask, governor, pass } = open()
  ;(await ask('old')).done(told(1_000))
  ;(await ask('new')).done(told(1_000))
  const old = await ask('old')
  const later = await ask('new')
  later.done(told(600, 400))
  // Shopify answered this one first: it knows nothing of the other.
  old.done(told(990))
  await pass(0)
  expect(governor.budget()?.available).toBe(590)
})

test('a call that failed without a word of the budget may have cost something', async () => {
  const { ask, governor } = open()
  ;(await ask('a')).done(told(500, 200))
  ;(await ask('a')).done(null)
  expect(governor.budget()?.available).toBe(300)
})

test('who is told to stop leaves the queue', async () => {
  const { ask, pass, turns } = open()
  ;(await ask('a')).done(told(1))
  const stop = new AbortController()
  const stopped = ask('b', stop.signal)
  void ask('c')
  stop.abort()
  await expect(stopped).rejects.toThrow('stopped')
  await pass(600)
  expect(turns).toEqual(['a', 'b', 'c'])
})
