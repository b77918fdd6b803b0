import { expect, test } from 'vitest'
import { enDesk } from '../i18n/en-desk.ts'
import { en } from '../i18n/en.ts'
import { formatNumber } from '../i18n/numbers.ts'
import { translator } from '../i18n/translate.ts'
import { daysLeftWords, lasting } from './lasting.ts'

const words = {
  t: translator({ ...en, ...enDesk }, 'en'),
  number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(value, 'en-US', options),
}

test('days that goods last are a number up to a year, and words beyond it and where nothing is sold', () => {
  const said = [null, 0, 2.5, 365, 366, 999].map((days) => daysLeftWords(days, words))
  expect(said).toEqual(['no sales', '0', '2.5', '365', 'over a year', 'over a year'])
})

test('a range is said in the same words as one number', () => {
  const said = [
    null,
    { low: 2.1, high: 4.2 },
    { low: 30, high: 30 },
    { low: 120, high: 400 },
    { low: 400, high: 999 },
  ].map((range) => lasting(range, words))
  expect(said).toEqual(['no sales', '2–5', '30', '120 and more', 'over a year'])
})
