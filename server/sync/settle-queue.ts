/** One document waiting to be settled, and where its outcome goes. */
type Waiting<Item, Result> = { item: Item; settle: (result: Result) => void; fail: (error: unknown) => void }

/**
 * Settles together what arrives together: items that come while a batch of the same key is being settled wait and
 * go with the next one, at most `most` at a time, in the order in which they came (U4).
 *
 * A batch that fails is split in halves until the guilty item is alone; only that one fails.
 *
 * @param isPassing errors that are nobody's fault, such as a lost connection: such a batch fails whole
 */
export function openSettleQueue<Item, Result>(options: {
  most: number
  settle: (key: string, items: readonly Item[]) => Promise<readonly Result[]>
  isPassing: (error: unknown) => boolean
}) {
  const lanes = new Map<string, Waiting<Item, Result>[]>()

  async function work(key: string, lane: Waiting<Item, Result>[]): Promise<void> {
    while (lane.length > 0) await settleBatch(key, lane.splice(0, options.most))
    lanes.delete(key)
  }

  async function settleBatch(key: string, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.settle(
        key,
        batch.map((waiting) => waiting.item),
      )
      if (results.length !== batch.length)
        throw new Error(`${batch.length} items gave ${results.length} outcomes`)
      batch.forEach((waiting, index) => waiting.settle(results[index] as Result))
    } catch (error) {
      if (batch.length === 1 || options.isPassing(error)) {
        for (const waiting of batch) waiting.fail(error)
        return
      }
      const half = Math.ceil(batch.length / 2)
      await settleBatch(key, batch.slice(0, half))
      await settleBatch(key, batch.slice(half))
    }
  }

  return {
    /** Queues items under a key; one promise each, in their order. */
    add(key: string, items: readonly Item[]): Promise<Result>[] {
      let lane = lanes.get(key)
      const isIdle = lane === undefined
      if (!lane) lanes.set(key, (lane = []))
      const waitingIn = lane
      const promises = items.map(
        (item) =>
          new Promise<Result>((settle, fail) => {
            waitingIn.push({ item, settle, fail })
          }),
      )
      if (isIdle) void work(key, waitingIn)
      return promises
    },
    /** How many items wait, over all keys. */
    depth: () => [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
  }
}
