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

test('[U4] where the connection is lost, nothing of the same sender overtakes what was lost with it', async () => {
  const settled: string[][] = []
  let isCut = true
  const queue = openSettleQueue<string, string>({
    most: 2,
    isPassing: (error) => error === 'cut',
    sender: (item) => item[0] as string,
    settle: (_, items) => {
      if (isCut) {
        isCut = false
        return Promise.reject('cut')
      }
      settled.push([...items])
      return Promise.resolve(items)
    },
  })
  const outcomes = await Promise.allSettled(queue.add('tenant', ['a1', 'b1', 'a2', 'c1', 'b2', 'c2']))
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([
    false,
    false,
    false,
    true,
    false,
    true,
  ])
  expect(settled).toEqual([['c1', 'c2']])

  await Promise.all(queue.add('tenant', ['a1', 'a2']))
  expect(settled.at(-1)).toEqual(['a1', 'a2'])
})

test('[U4] a connection that is lost while a guilty one is looked for stops its sender too', async () => {
  const settled: string[][] = []
  const queue = openSettleQueue<string, string>({
    most: 4,
    isPassing: (error) => error === 'cut',
    sender: (item) => item[0] as string,
    settle: (_, items) => {
      if (items.length === 4) return Promise.reject('guilty')
      if (items.includes('a1')) return Promise.reject('cut')
      settled.push([...items])
      return Promise.resolve(items)
    },
  })
  const outcomes = await Promise.allSettled(queue.add('tenant', ['a1', 'a2', 'a3', 'b1']))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled'])
  expect(settled).toEqual([['b1']])
})
