import { expect, test } from 'vitest'
import { draftOf, readBusiness } from './business-draft.ts'

const now = {
  name: 'Corner Shops',
  currency: 'USD',
  timeZone: 'Europe/Berlin',
  defaultTaxRate: 725,
  currencyIsFixed: false,
}
const typed = draftOf(now, (value, options) => new Intl.NumberFormat('de', options).format(value))

test('what is shown is read back as no change, also with a comma', () => {
  expect(typed.tax).toBe('7,25')
  expect(readBusiness(typed, now)).toEqual({ kind: 'fits', change: {} })
})

test('only what was changed is sent', () => {
  expect(readBusiness({ ...typed, currency: ' eur', tax: '19' }, now)).toEqual({
    kind: 'fits',
    change: { currency: 'EUR', defaultTaxRate: 1_900 },
  })
})

test.for([
  [{ name: ' ' }, 'name'],
  [{ currency: 'EURO' }, 'currency'],
  [{ timeZone: '+05:00' }, 'timeZone'],
  [{ timeZone: 'Europe/Nowhere' }, 'timeZone'],
  [{ tax: '101' }, 'tax'],
  [{ tax: '-1' }, 'tax'],
  [{ tax: '' }, 'tax'],
] as const)('%j cannot be read', ([change, field]) => {
  expect(readBusiness({ ...typed, ...change }, now)).toEqual({ kind: 'fault', field })
})
