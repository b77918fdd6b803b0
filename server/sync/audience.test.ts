import { expect, test } from 'vitest'
import type { Heads } from '../log/news.ts'
import { openAudiences } from './audience.ts'
import type { Hearer } from './audience.ts'

const TENANT = 'one shop'

function shop() {
  let tell: (heads: Heads) => void = () => {}
  let watched = 0
  const audiences = openAudiences({
    onHeads(listener) {
      tell = listener
      return () => {}
    },
    watch() {
      watched += 1
      return () => {
        watched -= 1
      }
    },
  })
  const heard: [string | null, number][] = []
  const join = (deviceId: string | null, tenantId = TENANT): Hearer => {
    const socket = {
      send(frame: Buffer, _options: unknown, done: () => void) {
        heard.push([deviceId, (JSON.parse(frame.toString()) as { head: number }).head])
        done()
      },
    }
    const hearer: Hearer = { socket: socket as never, isWriting: false, owed: null, tenantId, deviceId }
    audiences.join(hearer)
    return hearer
  }
  const move = (head: number) => tell({ tenantId: TENANT, epoch: 'e', head, collections: { orders: head } })
  return { audiences, heard, join, move, watched: () => watched }
}

const names = (heard: [string | null, number][]) => heard.map(([deviceId]) => deviceId)

test('[S1] everybody who listens to a business hears that its log has moved, once, and nobody else', async () => {
  const { heard, join, move, audiences, watched } = shop()
  const gone = join('gone')
  for (let lane = 0; lane < 120; lane += 1) join(`lane ${lane}`)
  join(null)
  join('elsewhere', 'another shop')
  audiences.leave(gone)
  move(7)
  await expect.poll(() => heard.length).toBe(121)
  expect(new Set(names(heard)).size).toBe(121)
  expect(names(heard)).not.toContain('elsewhere')
  expect(names(heard)).not.toContain('gone')
  expect(watched()).toBe(2)
})

test('lanes that have pulled since the last news are told first', async () => {
  const { heard, join, move, audiences } = shop()
  for (let lane = 0; lane < 120; lane += 1) join(`lane ${lane}`)
  audiences.pulled(TENANT, 'lane 77')
  audiences.pulled(TENANT, 'lane 118')
  move(1)
  await expect.poll(() => heard.length).toBe(120)
  expect(names(heard).slice(0, 3)).toEqual(['lane 77', 'lane 118', 'lane 0'])

  // Who did not answer that with a pull is asleep, too.
  heard.length = 0
  move(2)
  await expect.poll(() => heard.length).toBe(120)
  expect(names(heard).slice(0, 2)).toEqual(['lane 0', 'lane 1'])
})

test('[S4] news that comes while a business is told goes to those who are left, and then to the others', async () => {
  const { heard, join, move } = shop()
  for (let lane = 0; lane < 120; lane += 1) join(`lane ${lane}`)
  move(1)
  move(2)
  await expect.poll(() => new Set(names(heard.filter(([, head]) => head === 2))).size).toBe(120)
  expect(heard.filter(([, head]) => head === 1).length).toBeLessThan(120)
})

test('who leaves last ends the watching of the log', () => {
  const { join, audiences, watched } = shop()
  const [one, two] = [join('one'), join('two')]
  audiences.leave(one)
  audiences.leave(one)
  expect(watched()).toBe(1)
  audiences.leave(two)
  expect(watched()).toBe(0)
})
