import { expect, test } from 'vitest'
import { outboxCollections } from '../../shared/sync/outbox.ts'
import type { ImportOutcome } from '../../shared/sync/outbox.ts'
import { becameOf } from './became.ts'

test('[U3] what stands as it was written was there before; what goes on growing is up to date', () => {
  expect(outboxCollections.map((collection) => [collection, of(collection, 'known')])).toEqual([
    ['customers', 'current'],
    ['shifts', 'current'],
    ['orders', 'known'],
    ['stockMovements', 'known'],
    ['parkedSales', 'current'],
  ])
  expect(of('shifts', 'settled')).toBe('settled')
  expect(of('shifts', 'rejected')).toBe('rejected')
})

function of(collection: ImportOutcome['collection'], outcome: ImportOutcome['outcome']) {
  return becameOf({ collection, id: 'a', outcome, status: null, rejection: null })
}
