import { expect, test } from 'vitest'
import { readCommand } from './command.ts'

test('without flags the demo of the first start is made', () => {
  expect(readCommand([])).toEqual({
    kind: 'seed',
    size: { products: 1_200, orders: 5_000, branches: 2, customers: 600, days: 90, seed: 1 },
    now: undefined,
    timeZone: undefined,
    reset: false,
    force: false,
  })
})

test('flags scale it, and customers grow with the orders', () => {
  const args =
    '--products 50000 --orders 100000 --branches 10 --seed 7 --now 2026-04-20T14:00:00Z --reset'.split(' ')
  expect(readCommand(args)).toMatchObject({
    size: { products: 50_000, orders: 100_000, branches: 10, customers: 10_000, seed: 7 },
    now: Date.UTC(2026, 3, 20, 14),
    reset: true,
  })
})

test('what will not do is named, never guessed', () => {
  for (const args of [
    '--products many',
    '--branches 0',
    '--days -3',
    '--time-zone Mars',
    '--now yesterday',
    '--prodcts 5',
    'x',
  ]) {
    const command = readCommand(args.split(' '))
    expect(command, args).toMatchObject({ kind: 'wrong' })
  }
  expect(readCommand(['--branches', '0'])).toMatchObject({
    problems: [expect.stringContaining('--branches')],
  })
})
