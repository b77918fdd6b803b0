import { expect, test } from 'vitest'
import { readBusinessCommand } from './business-command.ts'

test('flags that are missing or unknown are named; a password is none', () => {
  expect(readBusinessCommand(['--name', 'Corner Shop', '--currency', 'USD'])).toEqual({
    kind: 'wrong',
    problems: ['time-zone', 'branch', 'branch-code', 'admin-name', 'email'].map(
      (name) => `--${name} is missing.`,
    ),
  })
  expect(readBusinessCommand(['--password', 'secret'])).toMatchObject({
    kind: 'wrong',
    problems: [expect.stringContaining("Unknown option '--password'")],
  })
})

test('help is given', () => {
  expect(readBusinessCommand(['--help'])).toEqual({ kind: 'help' })
})
