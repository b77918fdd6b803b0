import { expect, test } from 'vitest'
import type { Step } from '../connection/connection.ts'
import { runLanes } from './run-lanes.ts'

const never = new AbortController().signal

test('lanes work until all of them are idle at once, and what one leaves for another is done', async () => {
  const seen: string[] = []
  let left = 0
  let made = 3
  const maker = async (): Promise<Step> => {
    if (made === 0) return 'idle'
    made -= 1
    left += 1
    seen.push('made')
    return 'more'
  }
  const taker = async (): Promise<Step> => {
    if (left === 0) return 'idle'
    left -= 1
    seen.push('taken')
    return 'more'
  }
  await runLanes([taker, maker], never, 1)
  expect(seen.filter((it) => it === 'taken')).toHaveLength(3)
  expect(left).toBe(0)
})

test('a lane that throws ends the others at their next piece, and the pass with its error', async () => {
  let pieces = 0
  const endless = async (): Promise<Step> => {
    pieces += 1
    await new Promise((resolve) => setTimeout(resolve, 1))
    return 'more'
  }
  const failing = () => Promise.reject(new Error('no database'))
  await expect(runLanes([endless, failing], never, 1)).rejects.toThrow('no database')
  const then = pieces
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(pieces).toBe(then)
})

test('a process that stops ends them between two pieces', async () => {
  const stopping = new AbortController()
  let pieces = 0
  await runLanes(
    [
      async () => {
        pieces += 1
        if (pieces === 3) stopping.abort()
        return 'more'
      },
    ],
    stopping.signal,
    1,
  )
  expect(pieces).toBe(3)
})
