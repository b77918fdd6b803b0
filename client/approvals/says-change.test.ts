import { expect, test } from 'vitest'
import { askedKinds } from '../../shared/approvals/ask.ts'
import { namesOfChange } from './says-change.ts'

test('[O6] what goes over a limit is told against the limit; all else as it was and is to be', () => {
  const against = (word: string) => askedKinds.filter((kind) => namesOfChange(kind).before === word)
  expect(against('approval.limit').toSorted()).toEqual([
    'allowance',
    'cash_out',
    'refund',
    'standalone_refund',
  ])
  expect(against('approval.before').length).toBe(askedKinds.length - 4)
})
