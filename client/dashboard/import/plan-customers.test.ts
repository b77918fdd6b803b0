import { expect, test } from 'vitest'
import type { Customer } from '../../../shared/customers/customer.ts'
import type { CustomerField } from '../../customers/customer-fields.ts'
import type { Mapping } from './plan.ts'
import { contactsOf, planCustomer } from './plan-customers.ts'

const ann: Customer = {
  id: '00000000-0000-7000-8000-00000000000a',
  seq: 7,
  _deleted: false,
  name: 'Ann',
  phone: '+998 (90) 123-45-67',
  email: 'Ann@example.com',
  note: 'tall',
  updatedAt: '2026-11-21T12:00:00.000Z',
}
const bob: Customer = {
  ...ann,
  id: '00000000-0000-7000-8000-00000000000b',
  name: 'Bob',
  phone: null,
  email: 'bob@example.com',
}
const mapping: Mapping<CustomerField> = { name: 0, phone: 1, email: 2, note: 3 }

function planner(people: readonly Customer[] = [ann, bob]) {
  const seen = new Set<string>()
  return (...cells: string[]) =>
    planCustomer(cells, 2, seen, {
      mapping,
      find: (contacts) => people.filter((one) => contactsOf(one).some((it) => contacts.includes(it))),
      newId: () => '00000000-0000-7000-8000-00000000ffff',
      now: '2026-11-22T12:00:00.000Z',
    })
}

test('a row changes whoever has its phone or its email, however they are written, and only what it says', () => {
  expect(planner()('', "'+998901234567", '', 'short')).toMatchObject({
    kind: 'change',
    before: ann,
    after: { ...ann, phone: '+998901234567', note: 'short' },
  })
  expect(planner()('Robert', '+998 90 765 43 21', 'BOB@example.com', '')).toMatchObject({
    after: { ...bob, name: 'Robert', phone: '+998 90 765 43 21', email: 'BOB@example.com' },
  })
  expect(planner()('Ann', '+998 (90) 123-45-67', 'Ann@example.com', 'tall')).toEqual({
    kind: 'same',
    line: 2,
  })
})

test('whom nobody knows is new, if there is a name and a way to know them again', () => {
  expect(planner()('Eve', '+1 555 010 0199', '', '')).toMatchObject({
    kind: 'new',
    before: null,
    after: { name: 'Eve', phone: '+1 555 010 0199', email: null, note: null, seq: 0 },
  })
  expect(planner()('', '+1 555 010 0199', '', '')).toMatchObject({ why: 'noName' })
  expect(planner()('Eve', '', '', 'of the market')).toMatchObject({ why: 'noContact' })
})

test('what cannot be is named with its field', () => {
  const plan = planner()
  expect(plan('Eve', 'next door', 'eve@example.com', '')).toMatchObject({ why: 'phone', field: 'phone' })
  expect(plan('Eve', '', 'eve at home', '')).toMatchObject({ why: 'email', field: 'email' })
  expect(plan('=cmd|x', '', 'eve3@example.com', '')).toMatchObject({ why: 'formula', field: 'name' })
  expect(plan('Eve', '', '=A1@example.com', '')).toMatchObject({ why: 'formula', field: 'email' })
  expect(plan('x'.repeat(201), '', 'eve4@example.com', '')).toMatchObject({ why: 'text', field: 'name' })
  expect(plan('Eve', '', 'eve5@example.com', 'x'.repeat(2001))).toMatchObject({ why: 'text', field: 'note' })
  expect(plan('Ann or Bob', ann.phone!, bob.email!, '')).toMatchObject({ why: 'several' })
})

test('nobody stands in a file twice, though the second row writes the number otherwise', () => {
  const plan = planner()
  expect(plan('Eve', '+1 555 010 0199', '', '')).toMatchObject({ kind: 'new' })
  expect(plan('Eva', '1-555-010-0199', '', '')).toMatchObject({ why: 'personTwice' })
})

test('a row that repeats the contact of a faulty one is refused as well', () => {
  const plan = planner()
  expect(plan('=cmd|x', '', 'eve@example.com', '')).toMatchObject({ why: 'formula' })
  expect(plan('Eve', '', 'EVE@example.com', '')).toMatchObject({ why: 'personTwice', field: 'email' })
})
