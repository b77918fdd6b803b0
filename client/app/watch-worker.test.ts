import { expect, test } from 'vitest'
import { watchWorker } from './watch-worker.ts'

function watched(isAlive: () => Promise<unknown>) {
  const worker = new EventTarget()
  const died: string[] = []
  const stop = watchWorker(worker, isAlive, ({ message }) => died.push(message), 1)
  return { worker, died, stop }
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 150))

test('a worker that ends without a word is noticed once', async () => {
  const { died } = watched(() => new Promise(() => {}))
  await expect.poll(() => died).toHaveLength(1)
  await aWhile()
  expect(died).toHaveLength(1)
})

test('an error of a worker that still answers ends nothing; a message that cannot be read does', async () => {
  let asked = 0
  const { worker, died, stop } = watched(async () => (asked += 1))
  worker.dispatchEvent(new Event('error'))
  expect(asked).toBe(1)
  await aWhile()
  expect(asked).toBeGreaterThan(1)
  expect(died).toEqual([])
  worker.dispatchEvent(new Event('messageerror'))
  expect(died).toHaveLength(1)
  stop()
})
