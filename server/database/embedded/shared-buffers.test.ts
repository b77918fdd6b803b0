import { expect, test } from 'vitest'
import { sharedBuffers } from './shared-buffers.ts'

const GB = 1024 ** 3

test('Postgres keeps pages in an eighth of the memory, within bounds', () => {
  expect([0.5 * GB, 1 * GB, 2 * GB, 24 * GB].map(sharedBuffers)).toEqual(['128MB', '128MB', '256MB', '512MB'])
  expect(sharedBuffers()).toMatch(/^\d+MB$/)
})
