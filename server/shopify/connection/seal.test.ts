import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const OURS = 'a secret of the tests, long enough to seal with'
const tenant = crypto.randomUUID()

test('what is sealed opens again, and says nothing meanwhile', () => {
  const sealed = seal(OURS, tenant, 'shpss_ключ')
  expect(sealed.includes('shpss')).toBe(false)
  expect(unseal(OURS, tenant, sealed)).toBe('shpss_ключ')
  expect(seal(OURS, tenant, 'shpss_ключ').equals(sealed)).toBe(false)
})

test('it opens for nobody else, under no other secret, and not where a bit of it was changed', () => {
  const sealed = seal(OURS, tenant, 'shpss_x')
  expect(unseal(OURS, crypto.randomUUID(), sealed)).toBeUndefined()
  expect(unseal(`${OURS}!`, tenant, sealed)).toBeUndefined()
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at] = changed.readUInt8(at) ^ 1
    expect(unseal(OURS, tenant, changed), `byte ${at}`).toBeUndefined()
  }
  for (const length of [0, 1, 12, 28])
    expect(unseal(OURS, tenant, sealed.subarray(0, length))).toBeUndefined()
})
