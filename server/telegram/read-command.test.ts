import { expect, test } from 'vitest'
import { readCommand } from './read-command.ts'

test('what people write is read as they mean it', () => {
  expect(readCommand('/stock TS-1')).toEqual({ kind: 'stock', code: 'TS-1' })
  expect(readCommand('  /STOCK@some_bot   KUR  77/b ')).toEqual({ kind: 'stock', code: 'KUR 77/b' })
  expect(readCommand('/alert KUR 77/b 0')).toEqual({ kind: 'alert', code: 'KUR 77/b', threshold: 0 })
  for (const off of ['off', 'OFF', 'выкл', "o'ch", 'oʻch'])
    expect(readCommand(`/alert X ${off}`)).toEqual({ kind: 'alert', code: 'X', threshold: 'off' })
  expect(readCommand('/start')).toEqual({ kind: 'start', code: null })
  expect(readCommand('/start ABCD-1234')).toEqual({ kind: 'start', code: 'ABCD-1234' })
  for (const kind of ['stop', 'help', 'today', 'alerts'] as const)
    expect(readCommand(`/${kind} please`)).toEqual({ kind })
})

test('what makes no sense is told apart by what is missing', () => {
  const wrong = (text: string) => readCommand(text)
  expect(wrong('/stock')).toEqual({ kind: 'wrong', command: 'stock', because: 'no-code' })
  expect(wrong('/alert')).toEqual({ kind: 'wrong', command: 'alert', because: 'no-code' })
  expect(wrong('/alert X')).toEqual({ kind: 'wrong', command: 'alert', because: 'no-threshold' })
  for (const figure of ['-1', '1.5', '1e3', '1000001', '٣', 'x', '0x10', '--', '99999999999999999999'])
    expect(wrong(`/alert X ${figure}`), figure).toEqual({
      kind: 'wrong',
      command: 'alert',
      because: 'bad-threshold',
    })
  for (const text of ['', 'hello', '/', '/drop table', 'stock X', '/stock2 X', '\u0000'])
    expect(wrong(text), text).toEqual({ kind: 'unknown' })
  const long = readCommand(`/stock ${'x'.repeat(9_000)}`)
  expect(long.kind === 'stock' && long.code.length).toBe(100)
})
