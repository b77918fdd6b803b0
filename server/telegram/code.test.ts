import { expect, test } from 'vitest'
import { hashOfCode, newCode } from './code.ts'

test('a code is found again however it is typed, and by no other secret', () => {
  const codes = new Set(Array.from({ length: 200 }, newCode))
  expect(codes.size).toBe(200)
  for (const code of codes) {
    const hash = hashOfCode('one', code)
    expect(hash).not.toBeNull()
    for (const typed of [code.toLowerCase(), code.replace('-', ''), code.replace('-', ' ')])
      expect(hashOfCode('one', typed)).toEqual(hash)
    expect(hashOfCode('two', code)).not.toEqual(hash)
  }
  expect(hashOfCode('one', 'O0IL-1234')).toEqual(hashOfCode('one', '0011-1234'))
  for (const none of ['', 'ABCD', 'ABCD-12345', 'ABCD-123U', 'ABCD-123<', 'ÄBCD-1234'])
    expect(hashOfCode('one', none), none).toBeNull()
})
