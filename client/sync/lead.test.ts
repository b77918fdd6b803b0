import { expect, test } from 'vitest'
import { lead, type Locks } from './lead.ts'

/** As Web Locks in a browser: one holder of a name, the others in a queue. */
function locks(): Locks {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    request(_name, _options, held) {
      const mine = turn.then(held)
      turn = mine.catch(() => {})
      return mine
    },
  }
}

test('[C2] a second tab begins only when the first has ended all it was doing', async () => {
  const story: string[] = []
  const shared = locks()
  const tab = (name: string, closing: AbortSignal) =>
    lead(shared, 'lane', closing, async () => {
      story.push(`${name} begins`)
      return async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        story.push(`${name} has ended`)
      }
    })
  const [first, second] = [new AbortController(), new AbortController()]
  const both = [tab('first', first.signal), tab('second', second.signal)]
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(story).toEqual(['first begins'])
  first.abort()
  await both[0]
  await new Promise((resolve) => setTimeout(resolve, 10))
  second.abort()
  await both[1]
  expect(story).toEqual(['first begins', 'first has ended', 'second begins', 'second has ended'])
})
