import { expect, test } from 'vitest'
import type { Customer } from '../../../shared/customers/customer.ts'
import { readCustomer } from './edit-customer.ts'

const ann: Customer = {
  id: '00000000-0000-7000-8000-00000000000a',
  seq: 7,
  _deleted: false,
  name: 'Ann',
  phone: 'as she likes',
  email: null,
  note: 'tall',
  updatedAt: '2026-11-21T12:00:00.000Z',
}

test('a field is changed and nothing besides, whatever stands in the others', () => {
  expect(readCustomer(ann, 'name', '  Anna ')).toEqual({
    kind: 'changed',
    customer: { ...ann, name: 'Anna' },
  })
  expect(readCustomer(ann, 'phone', '+998 90 123 45 67')).toMatchObject({
    customer: { phone: '+998 90 123 45 67' },
  })
  expect(readCustomer(ann, 'note', ' ')).toMatchObject({ customer: { note: null } })
})

test('what does not fit is refused before it is sent', () => {
  expect(readCustomer(ann, 'name', '   ')).toEqual({ kind: 'fault', why: 'name' })
  expect(readCustomer(ann, 'phone', 'next door')).toEqual({ kind: 'fault', why: 'phone' })
  expect(readCustomer(ann, 'email', 'ann at home')).toEqual({ kind: 'fault', why: 'email' })
  expect(readCustomer(ann, 'note', 'x'.repeat(2001))).toEqual({ kind: 'fault', why: 'note' })
})
