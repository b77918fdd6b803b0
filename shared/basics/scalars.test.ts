import { expect, test } from 'vitest'
import { Id, Instant, text } from './scalars.ts'

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

test.each([
  ['Ann\n\tO’Neil 🍏', true],
  ['a\u0000', false],
  // JSON can name it; Postgres cannot keep it there, nor what it was sent together with.
  ['half a \ud83c pair', false],
  ['\udf4f', false],
])('the text %j: %s', (value, isOne) => {
  expect(text(40).safeParse(value).success).toBe(isOne)
})
