import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasValidCheckDigit, looksLikeGtin, spellingsOf } from './check-digit.ts'

test('real codes pass', () => {
  for (const code of ['4006381333931', '73513537', '036000291452', '10614141000415']) {
    expect(looksLikeGtin(code)).toBe(true)
    expect(hasValidCheckDigit(code)).toBe(true)
  }
})

test('one misread digit never passes', () => {
  const valid = '4006381333931'
  fc.assert(
    fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const misread = (Number(valid[at]) + by) % 10
      expect(hasValidCheckDigit(valid.slice(0, at) + misread + valid.slice(at + 1))).toBe(false)
    }),
  )
})

test('a SKU is not a GTIN', () => {
  expect(looksLikeGtin('SHIRT-M')).toBe(false)
  expect(looksLikeGtin('12345')).toBe(false)
})

test('UPC-A and EAN-13 are one code', () => {
  expect(spellingsOf('036000291452')).toContain('0036000291452')
  expect(spellingsOf('0036000291452')).toContain('036000291452')
  expect(spellingsOf('SHIRT-M')).toEqual(['SHIRT-M'])
})
