import { expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { enSheets } from '../i18n/en-sheets.ts'
import { ru } from '../i18n/ru.ts'
import { translator } from '../i18n/translate.ts'
import { todayLead } from './today-lead.ts'

const money = (amount: number, currency: string) => `${currency} ${amount}`
const english = { t: translator(enSheets, 'en'), money }
const russian = { t: translator(ru, 'ru'), money }

test('the sum of a day is of its sales less its refunds, and both are counted', () => {
  const day = [sale(100), sale(50), refund(30), refund(5)]
  expect(todayLead(day, 'USD', english)).toBe('2 sales, 2 refunds, USD 115')
  expect(todayLead([sale(100), refund(30)], 'USD', english)).toBe('1 sale, 1 refund, USD 70')
  expect(todayLead([...day, ...day], 'USD', russian)).toBe('4 чека, 4 возврата, итого USD 230')
})

test('a day without refunds says nothing of them; what came to nothing is not counted', () => {
  const nothing = [sale(40, 'rejected'), refund(40, 'cancelled')]
  expect(todayLead([sale(100), ...nothing], 'USD', english)).toBe('1 sale, USD 100')
})

type Told = Pick<Order, 'kind' | 'status' | 'total'>

function sale(total: number, status: Order['status'] = 'accepted'): Told {
  return { kind: 'sale', status, total: total as Order['total'] }
}

function refund(total: number, status: Order['status'] = 'accepted'): Told {
  return { ...sale(total, status), kind: 'refund' }
}
