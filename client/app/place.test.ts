import { expect, test } from 'vitest'
import type { Kept } from './account.ts'
import { adminPlaces, deskPlaces, isAtDesk, leadsTo, placeFor } from './place.ts'

const lane = {} as Kept['lane']
const someone = (role: 'ADMIN' | 'SUPPORT' | 'STAFF', at: Kept['lane'] = lane): Kept => ({
  user: { role } as Kept['user'],
  lane: at,
})

test('an address that means nothing leads home', () => {
  expect(placeFor('/', someone('STAFF'))).toBe('/till')
  expect(placeFor('/till/2', someone('ADMIN'))).toBe('/till')
  expect(placeFor('/anything', someone('ADMIN', null))).toBe('/home')
  expect(placeFor('/', someone('SUPPORT', null))).toBe('/orders')
  expect(placeFor('/', { user: null, lane: null })).toBe('/till')
})

test('nobody stands where they have nothing to do', () => {
  expect(placeFor('/orders', someone('STAFF'))).toBe('/till')
  expect(placeFor('/stock', someone('SUPPORT', null))).toBe('/orders')
  const log = '/devices/01890000-0000-7000-8000-000000000000/sync-log'
  expect(placeFor(log, someone('SUPPORT'))).toBe(log)
  expect(isAtDesk(log)).toBe(true)
  expect(placeFor(log, someone('STAFF'))).toBe('/till')
  expect(placeFor('/dead-letters', someone('ADMIN'))).toBe('/dead-letters')
  expect(placeFor('/conflicts', someone('SUPPORT'))).toBe('/conflicts')
  expect(placeFor('/bulk', someone('ADMIN', null))).toBe('/bulk')
  expect(placeFor('/bulk', someone('SUPPORT', null))).toBe('/orders')
  expect(placeFor('/stock', someone('ADMIN', null))).toBe('/stock')
})

test('[A1] a cashier who took over the till of an admin stands at no desk', () => {
  const log = '/devices/01890000-0000-7000-8000-000000000000/sync-log'
  const shelf = '/products/01900000-0000-7000-8000-000000000000/history'
  for (const path of [...deskPlaces, log, shelf]) {
    expect(placeFor(path, someone('ADMIN'), 'STAFF')).toBe('/till')
    expect(placeFor(path, someone('ADMIN'), 'ADMIN')).toBe(path)
    expect(placeFor(path, someone('STAFF'), 'ADMIN')).toBe('/till')
  }
  expect(placeFor('/stock', someone('ADMIN'), 'STAFF')).toBe('/stock')
})

test('[A1] nobody is led to a page that refuses them: it is kept for who stands there, and offered to an admin alone', () => {
  for (const path of [...adminPlaces, '/settings/branches/DT']) {
    expect(placeFor(path, someone('ADMIN'), 'SUPPORT')).toBe(path)
    expect(leadsTo(path, someone('ADMIN'), 'SUPPORT')).toBe(false)
    expect(leadsTo(path, someone('ADMIN'), 'STAFF')).toBe(false)
    expect(leadsTo(path, someone('STAFF'), 'ADMIN')).toBe(false)
    expect(leadsTo(path, someone('ADMIN'), 'ADMIN')).toBe(true)
  }
  for (const path of deskPlaces) {
    expect(leadsTo(path, someone('ADMIN'), 'SUPPORT')).toBe(true)
    expect(leadsTo(path, someone('ADMIN'), 'STAFF')).toBe(false)
  }
})

test('what somebody sets for themselves is for everybody, once their browser is known', () => {
  for (const role of ['ADMIN', 'SUPPORT', 'STAFF'] as const)
    expect(placeFor('/account', someone(role))).toBe('/account')
  expect(placeFor('/account', someone('SUPPORT', null))).toBe('/account')
  expect(placeFor('/account', someone('STAFF', null))).toBe('/till')
  expect(placeFor('/account', { user: null, lane: null })).toBe('/till')
  expect(placeFor('/account', someone('ADMIN'), 'STAFF'), 'of somebody else').toBe('/till')
  expect(isAtDesk('/account')).toBe(true)
})

test('[A1] settings are an admin’s, each page of them', () => {
  for (const path of ['/settings/branches', '/settings/branches/DT']) {
    expect(placeFor(path, someone('ADMIN', null))).toBe(path)
    expect(placeFor(path, someone('SUPPORT', null))).toBe('/orders')
    expect(placeFor(path, someone('STAFF'))).toBe('/till')
  }
  expect(placeFor('/settings/branches/DT/more', someone('ADMIN'))).toBe('/till')
  expect(isAtDesk('/settings/branches/DT')).toBe(true)
  expect(isAtDesk('/stock')).toBe(false)
})

test('the pages of the desk are for admins and support, what is set for admins alone', () => {
  const shelf = '/products/01900000-0000-7000-8000-000000000000/history'
  for (const path of ['/home', '/status', '/branches', shelf]) {
    expect(placeFor(path, someone('SUPPORT', null))).toBe(path)
    expect(placeFor(path, someone('STAFF'))).toBe('/till')
  }
  for (const path of [
    '/settings/business',
    '/settings/people',
    '/settings/lanes',
    '/settings/features',
    '/audit',
  ]) {
    expect(placeFor(path, someone('ADMIN', null))).toBe(path)
    expect(placeFor(path, someone('SUPPORT', null))).toBe('/orders')
    expect(placeFor(path, someone('STAFF'))).toBe('/till')
  }
})
