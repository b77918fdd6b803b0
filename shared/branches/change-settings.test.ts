import { expect, test } from 'vitest'
import type { BasisPoints } from '../basics/scalars.ts'
import { settingsOf } from './branch.ts'
import { SettingsChange, differences, settingNames, withChange } from './change-settings.ts'

test('a change leaves alone what it does not name, also what only a later version knows', () => {
  const before = settingsOf({
    later: 'kept',
    allowance: { enabled: false, share: 3 },
    limits: { negativeRecount: 4 },
  })
  const after = withChange(before, {
    allowance: { enabled: true },
    limits: { lineDiscountBp: 500 as BasisPoints },
    receiptFooter: 'Come again',
  })
  expect(after).toMatchObject({
    later: 'kept',
    allowance: { enabled: true, share: 3 },
    limits: { lineDiscountBp: 500, negativeRecount: 4 },
    receiptFooter: 'Come again',
  })
  expect(differences(before, after)).toEqual([
    { name: 'limits.lineDiscountBp', before: 1000, after: 500 },
    { name: 'allowance.enabled', before: false, after: true },
    { name: 'receiptFooter', before: '', after: 'Come again' },
  ])
  expect(differences(after, withChange(after, {}))).toEqual([])
})

test('every setting that can be changed is one whose difference is told', () => {
  const known = new Set(settingNames.map((name) => name.split('.')[0]))
  expect(known).toEqual(new Set(Object.keys(SettingsChange.shape)))
})

test.for([
  [{ paymentTypes: [] }, 'at least one way to pay'],
  [{ paymentTypes: ['cash', 'Cash'] }, 'only once'],
  [{ paymentTypes: ['Rounding'] }, 'rounds cash'],
  [{ paymentTypes: [' cash'] }, 'no spaces'],
  [{ scaleCodes: { price: ['20'], weight: ['20'] } }, 'not both'],
  [{ scaleCodes: { price: ['46'], weight: [] } }, 'option'],
  [{ limits: { lineDiscountBp: 10_001 } }, '100 %'],
  [{ limits: { refundTotal: -1 } }, '>=0'],
  [{ secondCurrency: { currency: 'EUR', rate: 0 } }, '0.000001'],
  [{ currency: 'EUR' }, 'currency: not among what can be set for a branch'],
  [{ limits: { lineDiscount: 5 } }, 'lineDiscount'],
] as const)('%j is refused with what is wrong', ([change, says]) => {
  expect(SettingsChange.safeParse(change).error?.message).toContain(says)
})

test('a change that fits is taken as it is', () => {
  const change = {
    paymentTypes: ['cash', 'Voucher'],
    secondCurrency: null,
    limits: { cashOut: null },
    scaleCodes: { price: ['02'], weight: [] },
  }
  expect(SettingsChange.parse(change)).toEqual(change)
})
