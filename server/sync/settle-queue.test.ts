import { expect, test } from 'vitest'
import { openSettleQueue } from './settle-queue.ts'

test('[U7] what nobody waits for any more is not settled; it comes again', async () => {
  const settled: string[][] = []
  const gone = new Set<string>()
  let release = () => {}
  const queue = openSettleQueue<string, string>({
    most: 2,
    isPassing: () => false,
    isGone: (item) => gone.has(item),
    settle: async (_, items) => {
      settled.push([...items])
      if (items.includes('first')) await new Promise<void>((resolve) => (release = resolve))
      return items
    },
  })
  const first = queue.add('tenant', ['first'])
  const later = queue.add('tenant', ['a', 'b', 'c'])
  gone.add('first').add('a').add('b')
  release()

  await Promise.all([...first, later[2]])
  expect(settled).toEqual([['first'], ['c']])
  expect(queue.depth()).toBe(0)
})
