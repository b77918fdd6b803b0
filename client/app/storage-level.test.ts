import { expect, test } from 'vitest'
import { storageLevel } from './storage-level.ts'

test('[C6] somebody is told at 80 % of the storage, and with urgency at 95 %', () => {
  const at = (percent: number) => storageLevel({ usage: percent, quota: 100 })
  expect([0, 79.9, 80, 94.9, 95, 120].map(at)).toEqual([
    'roomy',
    'roomy',
    'filling',
    'filling',
    'full',
    'full',
  ])
  expect(storageLevel({ usage: null, quota: 100 })).toBe('unknown')
  expect(storageLevel({ usage: 5, quota: 0 })).toBe('unknown')
})
