import { expect, test } from 'vitest'
import { openReadPace } from './read-pace.ts'

const budget = (available: number) => ({ available, maximum: 2_000, restoreRate: 100, at: 0 })

/** Milliseconds that readings were waited for, each begun as soon as it may. */
async function waits(budgets: (number | null)[], apart = 0): Promise<number[]> {
  let at = 0
  const waited: number[] = []
  const pace = openReadPace({
    now: () => at,
    sleep: async (milliseconds) => {
      waited[waited.length - 1] = milliseconds
      at += milliseconds
    },
  })
  for (const available of budgets) {
    waited.push(0)
    await pace(available === null ? undefined : budget(available), new AbortController().signal)
    at += apart
  }
  return waited
}

test('the first reading is not waited for, nor is one behind a pause', async () => {
  expect(await waits([null])).toEqual([0])
  expect(await waits([2_000, 2_000], 300)).toEqual([0, 0])
})

test('readings that follow each other leave something to gather, and below a fourth of the budget something to come back', async () => {
  expect(await waits([2_000, 2_000, 500, 499, 10], 100)).toEqual([0, 200, 200, 900, 900])
})
