import { expect, test } from 'vitest'
import { settingsOf } from './branch.ts'

test('the settings of an older document have every default', () => {
  expect(settingsOf({ currency: 'EUR', paymentTypes: ['cash'] })).toMatchObject({
    currency: 'EUR',
    paymentTypes: ['cash'],
    cashRounding: 1,
    secondCurrency: null,
    limits: { lineDiscountBp: 1000, refundTotal: 10_000, negativeRecount: 10 },
    allowance: { enabled: false },
  })
  expect(settingsOf({ limits: { lineDiscountBp: 0 } }).limits).toMatchObject({
    lineDiscountBp: 0,
    cartDiscountBp: 1000,
  })
})

test('what a later version added is kept', () => {
  expect(settingsOf({ flag: 'new', allowance: { enabled: true, share: 3 } })).toMatchObject({
    flag: 'new',
    allowance: { enabled: true, share: 3 },
  })
})

test('a member that cannot be read does not take the others with it', () => {
  const settings = settingsOf({ currency: 'UZS', cashRounding: 0, limits: 'none', timeZone: 'Asia/Tashkent' })
  expect(settings).toMatchObject({ currency: 'UZS', timeZone: 'Asia/Tashkent', cashRounding: 1 })
  expect(settings.limits.lineDiscountBp).toBe(1000)
  for (const nothing of [null, undefined, 5, 'x', []]) expect(settingsOf(nothing).currency).toBe('USD')
})
