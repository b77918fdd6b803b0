import { expect, test } from 'vitest'
import { Id, Instant } from './scalars.ts'

test.each([
  ['2026-01-01T00:00:00.000Z', true],
  ['1970-01-01T00:00:00.000Z', true],
  // The calendar of ISO 8601 has this year; Postgres refuses it, and with it the batch.
  ['0000-01-01T00:00:00.000Z', false],
  ['1969-12-31T23:59:59.999Z', false],
  ['2026-02-30T00:00:00.000Z', false],
  ['2026-01-01T00:00:00Z', false],
  ['2026-01-01T00:00:00.000+05:00', false],
])('the moment %s: %s', (time, isOne) => {
  expect(Instant.safeParse(time).success).toBe(isOne)
})

test.each([
  ['01890a5d-ac96-774b-bcce-b302099a8057', true],
  ['01890A5D-ac96-774b-bcce-b302099a8057', false],
  ['01890a5dac96774bbcceb302099a8057', false],
  ['{01890a5d-ac96-774b-bcce-b302099a8057}', false],
])('the id %s: %s', (id, isOne) => {
  expect(Id.safeParse(id).success).toBe(isOne)
})
