import { firstValueFrom, of } from 'rxjs'
import { expect, test } from 'vitest'
import type { MovementsInNeed } from '../database/movements-in-need.ts'
import type { Unsent, UnsentDocument } from '../database/unsent.ts'
import type { SyncLane } from '../sync/sync-lane.ts'
import { syncStates } from './sync-states.ts'

test('[C7] the oldest that waits is the oldest of all, by when it was last written', async () => {
  const order = { number: 'DT-L1-000042', createdAt: '2026-01-01T09:30:00.000Z' }
  const customer = { updatedAt: '2026-01-01T09:14:00.000Z' }
  const parked = { createdAt: '2026-01-01T08:00:00.000Z', updatedAt: '2026-01-01T09:40:00.000Z' }
  const { state$, waiting$ } = states([
    written('orders', order),
    written('customers', customer),
    written('parkedSales', parked),
  ])
  expect((await firstValueFrom(state$)).oldestWaiting).toBe('2026-01-01T09:14:00.000Z')
  expect((await firstValueFrom(waiting$)).map(({ since }) => since.slice(11, 16))).toEqual([
    '09:30',
    '09:14',
    '09:40',
  ])
})

test('what waits says whether it is a refund', async () => {
  const refund = { number: 'DT-L1-000043', kind: 'refund', createdAt: '2026-01-01T09:30:00.000Z' }
  const { waiting$ } = states([
    written('orders', refund),
    written('orders', { ...refund, kind: 'sale' }),
    written('customers', { kind: 'refund' }),
  ])
  expect((await firstValueFrom(waiting$)).map(({ isRefund }) => isRefund)).toEqual([true, false, false])
})

test('nothing waits since when nothing waits', async () => {
  expect((await firstValueFrom(states([]).state$)).oldestWaiting).toBeNull()
})

function written(collection: UnsentDocument['collection'], fields: object): UnsentDocument {
  return { collection, document: { id: collection, ...fields } as unknown as UnsentDocument['document'] }
}

/** The states over a queue that stands still. */
function states(all: UnsentDocument[]) {
  const unsent = { version$: of(1), all: () => all, newest: () => '', needHelp: () => [] }
  const movements = { version$: of(1), all: () => [] }
  const line = {
    state$: of({ connection: 'offline', since: 0, lastHeard: null, retry: null, stopped: null }),
  }
  const lane = { state$: of({ isWriter: true }), line, attempts: new Map() }
  return syncStates(
    lane as unknown as SyncLane,
    unsent as unknown as Unsent,
    movements as unknown as MovementsInNeed,
    of(null),
  )
}
