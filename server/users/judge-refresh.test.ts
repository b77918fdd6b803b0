import { expect, test } from 'vitest'
import { judgeRefresh } from './judge-refresh.ts'
import {
  hashOfSecret,
  newRefreshSecret,
  nextSecret,
  readRefreshToken,
  writeRefreshToken,
} from './refresh-token.ts'

const session = crypto.randomUUID()
const line = [newRefreshSecret()]
while (line.length < 3_005) line.push(nextSecret('key', session, line.at(-1)!))
const judge = (secret: string, current: number, ago = 0) => {
  const stored = { tokenHash: hashOfSecret(line[current]!), rotatedAt: 1_000_000 }
  return judgeRefresh('key', session, secret, stored, 1_000_000 + ago)
}

test('the current token is replaced, whenever it comes', () => {
  expect(judge(line[2]!, 2, 86_400_000)).toEqual({ kind: 'rotate', next: line[3] })
})

test('the one before gets the same successor within 20 seconds, and none after', () => {
  expect(judge(line[1]!, 2, 20_000)).toEqual({ kind: 'repeat', next: line[2] })
  expect(judge(line[1]!, 2, 20_001)).toEqual({ kind: 'reused' })
})

test('an older one is reuse at any time, up to a month of refreshes back', () => {
  expect(judge(line[0]!, 2)).toEqual({ kind: 'reused' })
  expect(judge(line[0]!, 3_000)).toEqual({ kind: 'reused' })
  expect(judge(line[0]!, 3_001)).toEqual({ kind: 'unknown' })
})

test('one that comes later, or from another session or key, was never ours', () => {
  expect(judge(line[3]!, 2)).toEqual({ kind: 'unknown' })
  expect(judge(newRefreshSecret(), 2)).toEqual({ kind: 'unknown' })
  const stored = { tokenHash: hashOfSecret(line[2]!), rotatedAt: 0 }
  expect(judgeRefresh('other key', session, line[1]!, stored, 0).kind).toBe('unknown')
  expect(judgeRefresh('key', crypto.randomUUID(), line[1]!, stored, 0).kind).toBe('unknown')
})

test('a token is read as it was written, and nothing else is read', () => {
  const token = { tenantId: crypto.randomUUID(), sessionId: session, secret: line[0]! }
  expect(readRefreshToken(writeRefreshToken(token))).toEqual(token)
  for (const text of [
    undefined,
    '',
    '..',
    `${writeRefreshToken(token)}.`,
    `${writeRefreshToken(token)}x`,
    `x${writeRefreshToken(token)}`,
  ]) {
    expect(readRefreshToken(text)).toBeNull()
  }
})
