import { expect, test } from 'vitest'
import { bringsBack } from './brings-back.ts'

const lane = { deviceId: 'lane', branchId: 'branch' }

test.each([
  ['orders', { deviceId: 'lane', branchId: 'branch', seal: null }, true],
  ['orders', { deviceId: 'other', branchId: 'branch', seal: 'seal' }, true],
  ['orders', { deviceId: 'other', branchId: 'branch', seal: null }, false],
  ['orders', { deviceId: 'other', branchId: 'elsewhere', seal: 'seal' }, false],
  ['stockMovements', { deviceId: 'lane', orderId: null }, true],
  ['stockMovements', { deviceId: 'lane', orderId: 'order' }, false],
  ['stockMovements', { deviceId: null, orderId: null }, false],
  ['parkedSales', { deviceId: 'other', branchId: 'branch' }, false],
  ['shifts', { deviceId: 'lane' }, true],
  ['customers', {}, true],
] as const)('[E2] [E3] of %s, %o comes back from this lane: %s', (name, document, comes) => {
  expect(bringsBack(name, document, lane)).toBe(comes)
})
