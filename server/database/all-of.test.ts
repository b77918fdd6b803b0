import { expect, test } from 'vitest'
import { allOf } from './all-of.ts'

test('a failure is told only when every statement has ended', async () => {
  const ended: string[] = []
  const late = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => void ended.push('late'))
  const failed = allOf([Promise.reject(new Error('first')), late, Promise.reject(new Error('second'))])
  await expect(failed).rejects.toThrow('first')
  expect(ended).toEqual(['late'])
})
