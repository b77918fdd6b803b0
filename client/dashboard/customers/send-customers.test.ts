import { expect, test } from 'vitest'
import type { Customer } from '../../../shared/customers/customer.ts'
import { sendCustomers } from './send-customers.ts'

const customer = (id: string, changes: Partial<Customer> = {}): Customer => ({
  id,
  seq: 7,
  _deleted: false,
  name: id,
  phone: null,
  email: null,
  note: null,
  updatedAt: '2026-11-21T12:00:00.000Z',
  ...changes,
})

test('[M4] who waits in the outbox is edited there, and only the others are sent beside it', async () => {
  const waiting = customer('waits', { seq: 0, phone: '+1 555' })
  const rows = [
    { before: null, after: customer('new', { seq: 0 }) },
    { before: waiting, after: { ...waiting, note: 'tall' } },
    { before: customer('known'), after: customer('known', { name: 'renamed' }) },
  ]
  const updated: unknown[] = []
  const pushed: string[] = []
  const answers = await sendCustomers(rows, {
    update: (id, changes) => {
      updated.push([id, changes])
      return Promise.resolve(waiting)
    },
    push: (some) => {
      pushed.push(...some.map(({ after }) => after.id))
      return Promise.resolve(
        new Map([['known', { document: customer('known', { seq: 8 }), rejection: null }]]),
      )
    },
  })
  expect(updated).toEqual([['waits', { name: 'waits', phone: '+1 555', email: null, note: 'tall' }]])
  expect(pushed).toEqual(['new', 'known'])
  expect(answers.get('known')?.document.seq).toBe(8)
})
