import { expect, test } from 'vitest'
import { settingsOf } from '../../../shared/branches/branch.ts'
import { differences, settingNames, withChange } from '../../../shared/branches/change-settings.ts'
import type { SettingName } from '../../../shared/branches/change-settings.ts'
import { plainMoney } from '../../i18n/money.ts'
import { formatNumber } from '../../i18n/numbers.ts'
import type { Draft } from './draft.ts'
import { changeOf, draftOf, readSetting } from './draft.ts'

const inLanguage = (locale: string) => ({
  number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(value, locale, options),
  typedMoney: (amount: number, currency: string) => plainMoney(amount, currency, locale),
})

const shops = [
  settingsOf({}),
  settingsOf({
    currency: 'UZS',
    paymentTypes: ['card', 'Payme'],
    cashRounding: 50_000,
    secondCurrency: { currency: 'USD', rate: 12_650.5 },
    limits: { lineDiscountBp: 750, refundTotal: 12_345_600, cashOut: 0 },
    scaleCodes: { price: ['02'], weight: ['29', '28'] },
    address: 'Amir Temur 1',
  }),
  settingsOf({ currency: 'JPY', cashRounding: 10, secondCurrency: { currency: 'KRW', rate: 0.000_123_4 } }),
]

test.for(['en', 'ru', 'uz'])('what nobody touched reads back as it was, in %s', (locale) => {
  for (const settings of shops) {
    const draft = draftOf(settings, inLanguage(locale))
    const values = new Map<SettingName, unknown>()
    for (const name of settingNames) {
      const read = readSetting(name, draft, settings.currency)
      expect(read.kind, `${name} of ${settings.currency}`).toBe('fits')
      if (read.kind === 'fits') values.set(name, read.value)
    }
    const after = withChange(settings, changeOf(values))
    const changed = differences(settings, after).map(({ name }) => name)
    // Prefixes are sorted as they stand on screen, which changes nothing that they mean.
    expect(changed.filter((name) => name !== 'scaleCodes')).toEqual([])
  }
})

const read = <Name extends SettingName>(name: Name, typed: Draft[Name], currency = 'USD') =>
  readSetting(name, { ...draftOf(settingsOf({}), inLanguage('en')), [name]: typed }, currency)

test.for([
  ['limits.lineDiscountBp', '7,5', 750],
  ['limits.refundTotal', '1 250.50', 125_050],
  ['limits.cashOut', ' ', null],
  ['limits.cashOut', '0', 0],
  ['limits.negativeRecount', '10 000', 10_000],
  ['cashRounding', '', 1],
  ['cashRounding', '0', 1],
  ['cashRounding', '0,05', 5],
  ['secondCurrency', { currency: ' eur', rate: '1,08' }, { currency: 'EUR', rate: 1.08 }],
  ['secondCurrency', { currency: '', rate: '' }, null],
  ['receiptFooter', ' Thanks\nCome again ', 'Thanks\nCome again'],
] as const)('%s: %j is %j', ([name, typed, value]) => {
  expect(read(name, typed as Draft[typeof name])).toEqual({ kind: 'fits', value })
})

test.for([
  ['limits.lineDiscountBp', '101', 'percent'],
  ['limits.lineDiscountBp', '', 'percent'],
  ['limits.cartDiscountBp', '-1', 'percent'],
  ['limits.priceOverrideBp', '1.234', 'percent'],
  ['limits.refundTotal', '', 'money'],
  ['limits.refundTotal', '10.999', 'money'],
  ['limits.negativeRecount', '2.5', 'pieces'],
  ['lowStockThreshold', '9999999', 'pieces'],
  ['supply.leadDays', '121', 'lead'],
  ['supply.coverDays', '0', 'cover'],
  ['supply.serviceBp', '99.95', 'service'],
  ['cashRounding', '1000.01', 'rounding'],
  ['cashRounding', 'five', 'rounding'],
  ['secondCurrency', { currency: 'usd', rate: '1' }, 'currency'],
  ['secondCurrency', { currency: 'EU', rate: '1' }, 'currency'],
  ['secondCurrency', { currency: '', rate: '1' }, 'currency'],
  ['secondCurrency', { currency: 'EUR', rate: '0' }, 'rate'],
  ['secondCurrency', { currency: 'EUR', rate: '' }, 'rate'],
  ['secondCurrency', { currency: 'EUR', rate: '1e5' }, 'rate'],
  ['paymentTypes', [], 'types'],
  ['address', 'x'.repeat(201), 'text'],
] as const)('%s: %j is refused', ([name, typed, fault]) => {
  expect(read(name, typed as Draft[typeof name])).toEqual({ kind: 'fault', fault })
})

test('a change holds what was set and nothing else', () => {
  const values = new Map<SettingName, unknown>([
    ['limits.cashOut', null],
    ['limits.refundTotal', 500],
    ['allowance.enabled', true],
    ['paymentTypes', ['cash']],
  ])
  expect(changeOf(values)).toEqual({
    limits: { cashOut: null, refundTotal: 500 },
    allowance: { enabled: true },
    paymentTypes: ['cash'],
  })
})
