import { expect, test } from 'vitest'
import type { Checkpoint } from '../../shared/sync/protocol.ts'
import { pullHandler, type PulledDocument } from './pull.ts'

/** A log of so many documents, read in pages; `asked` tells from where. */
function logOf(count: number) {
  const asked: number[] = []
  const received: number[] = []
  const reached: [number, boolean][] = []
  const holds: (() => void)[] = []
  const pull = pullHandler({
    name: 'products',
    epoch: 'e',
    slices: 2,
    signal: new AbortController().signal,
    line: {
      ask: ({ ask }: { ask(until: AbortSignal): unknown }) => ask(new AbortController().signal),
    } as never,
    api: {
      async pull(_: string, from: Checkpoint, limit: number) {
        asked.push(from.seq)
        const documents = Array.from({ length: Math.max(0, Math.min(limit, count - from.seq)) }, (_, at) => ({
          id: `${from.seq + at + 1}`,
          seq: from.seq + at + 1,
          _deleted: false,
        }))
        return {
          kind: 'done',
          value: {
            documents,
            checkpoint: { epoch: 'e', seq: Math.min(count, from.seq + limit) },
            head: count,
          },
        }
      },
    } as never,
    writtenUpTo: async () => {},
    free: async () => {},
    received(documents: readonly PulledDocument[]) {
      received.push(...documents.map(({ seq }) => seq))
      return new Promise<void>((resolve) => holds.push(resolve))
    },
    reached: ({ seq }, done) => void reached.push([seq, done]),
  })
  return { pull, asked, received, reached, holds }
}

/** As RxDB asks: until a slice is not full. */
async function pullAll(log: ReturnType<typeof logOf>, limit: number, last?: Checkpoint): Promise<number[]> {
  const seqs: number[] = []
  for (let from = last; ;) {
    const answer = log.pull(from, limit)
    for (const taken of log.holds.splice(0)) taken()
    const { documents, checkpoint } = await answer
    seqs.push(...documents.map(({ seq }) => seq))
    expect(documents.at(-1)?.seq ?? checkpoint.seq).toBe(checkpoint.seq)
    from = checkpoint
    if (documents.length >= limit) continue
    for (const taken of log.holds.splice(0)) taken()
    return seqs
  }
}

test('[P1] [C1] pages are handed over in slices, each with the checkpoint of its last document, and nothing twice', async () => {
  for (const count of [0, 1, 3, 4, 5, 8, 11, 12, 16]) {
    const log = logOf(count)
    const all = Array.from({ length: count }, (_, at) => at + 1)
    expect(await pullAll(log, 4), `${count}`).toEqual(all)
    expect(log.received, `${count}`).toEqual(all)
    await expect.poll(() => log.reached.at(-1)).toEqual([count, true])
    // Asked anew from where it is, or from anywhere: what was fetched for another place is not mistaken for it.
    expect(await pullAll(log, 4, { epoch: 'e', seq: Math.max(0, count - 2) })).toEqual(all.slice(-2))
  }
})

test('the next page is asked for before the first slice of this one is handed over', async () => {
  const log = logOf(20)
  await log.pull(undefined, 4)
  expect(log.asked).toEqual([0, 8])
})

test('no further slice is handed over before the last one is taken in', async () => {
  const log = logOf(20)
  const first = await log.pull(undefined, 4)
  let came = false
  const second = log.pull(first.checkpoint, 4).then((it) => {
    came = true
    return it
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([came, log.received.length]).toEqual([false, 4])
  log.holds[0]?.()
  expect((await second).documents.map(({ seq }) => seq)).toEqual([5, 6, 7, 8])
})
