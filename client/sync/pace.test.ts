import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('[C6] bulk work waits until the last of those that a person waits for is done, failed ones too', async () => {
  const pace = createPace()
  const told: string[] = []
  let finish: () => void = () => {}
  const first = pace
    .first(() => new Promise<void>((resolve) => void (finish = resolve)))
    .then(() => told.push('sold'))
  const failing = pace.first(() => Promise.reject(new Error('disk'))).catch(() => told.push('failed'))
  const bulk = pace.free().then(() => told.push('bulk'))
  await failing
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(told).toEqual(['failed'])
  finish()
  await Promise.all([first, bulk])
  expect(told.toSorted()).toEqual(['bulk', 'failed', 'sold'])
  expect(told.indexOf('bulk')).toBeGreaterThan(0)
  await pace.free()
})
