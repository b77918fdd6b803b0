/** One document waiting to be settled, and where its outcome goes. */
type Waiting<Item, Result> = { item: Item; settle: (result: Result) => void; fail: (error: unknown) => void }

/** Senders of whom something failed for nobody's fault, and how. */
type Stopped = Map<string, unknown>

/**
 * Settles together what arrives together: items that come while a batch of the same key is being settled wait and
 * go with the next one, at most `most` at a time, in the order in which they came (U4).
 *
 * A batch that fails is split in halves until the guilty item is alone; only that one fails.
 *
 * @param bond items of one `add` with the same bond are never parted: a transfer is two documents or none (M2)
 * @param isGone items that nobody waits for any more: those that have not begun are dropped, since they come again, and
 *   under a load that is too much would else be worked off for nobody
 * @param isPassing errors that are nobody's fault, such as a lost connection: such a batch fails whole
 * @param sender whose items are settled in the order in which they came: what waits behind one that failed for nobody's
 *   fault fails with it, since that one comes again, and a refund must not overtake its sale
 */
export function openSettleQueue<Item, Result>(options: {
  most: number
  settle: (key: string, items: readonly Item[]) => Promise<readonly Result[]>
  bond?: (item: Item) => string | undefined
  isGone?: (item: Item) => boolean
  isPassing: (error: unknown) => boolean
  sender?: (item: Item) => string
}) {
  type Bundle = Waiting<Item, Result>[]
  const lanes = new Map<string, Bundle[]>()

  async function work(key: string, lane: Bundle[]): Promise<void> {
    while (lane.length > 0) {
      const batch = lane.splice(0, fitting(lane, options.most)).filter((bundle) => !isGone(bundle))
      const stopped: Stopped = new Map()
      if (batch.length > 0) await settleBatch(key, batch, stopped)
      if (stopped.size > 0) lane.splice(0, lane.length, ...failStopped(lane, stopped))
    }
    lanes.delete(key)
  }

  /** Fails what was sent behind something that is lost; returns the rest. */
  function failStopped(bundles: readonly Bundle[], stopped: Stopped): Bundle[] {
    return bundles.filter((bundle) => {
      const sender = senderOf(bundle)
      if (sender === undefined || !stopped.has(sender)) return true
      failAll(bundle, stopped.get(sender))
      return false
    })
  }

  function failAll(bundle: Bundle, error: unknown): void {
    for (const waiting of bundle) waiting.fail(error)
  }

  function senderOf([first]: Bundle): string | undefined {
    return first && options.sender?.(first.item)
  }

  function isGone(bundle: Bundle): boolean {
    return bundle.every(({ item }) => options.isGone?.(item))
  }

  async function settleBatch(key: string, bundles: readonly Bundle[], stopped: Stopped): Promise<void> {
    if (bundles.length === 0) return
    const batch = bundles.flat()
    try {
      const results = await options.settle(
        key,
        batch.map((waiting) => waiting.item),
      )
      if (results.length !== batch.length)
        throw new Error(`${batch.length} items gave ${results.length} outcomes`)
      batch.forEach((waiting, index) => waiting.settle(results[index] as Result))
    } catch (error) {
      const isPassing = options.isPassing(error)
      if (bundles.length === 1 || isPassing) {
        for (const bundle of bundles) {
          failAll(bundle, error)
          const sender = senderOf(bundle)
          if (isPassing && sender !== undefined) stopped.set(sender, error)
        }
        return
      }
      const half = Math.ceil(bundles.length / 2)
      await settleBatch(key, bundles.slice(0, half), stopped)
      await settleBatch(key, failStopped(bundles.slice(half), stopped), stopped)
    }
  }

  return {
    /** Queues items under a key; one promise each, in their order. */
    add(key: string, items: readonly Item[]): Promise<Result>[] {
      let lane = lanes.get(key)
      const isIdle = lane === undefined
      if (!lane) lanes.set(key, (lane = []))
      const waitingIn = lane
      const bonds = new Map<string, Bundle>()
      const promises = items.map(
        (item) =>
          new Promise<Result>((settle, fail) => {
            const bond = options.bond?.(item)
            const known = bond === undefined ? undefined : bonds.get(bond)
            const bundle: Bundle = known ?? []
            bundle.push({ item, settle, fail })
            if (known) return
            if (bond !== undefined) bonds.set(bond, bundle)
            waitingIn.push(bundle)
          }),
      )
      if (isIdle) void work(key, waitingIn)
      return promises
    },
    /** How many items wait, over all keys. */
    depth: () => [...lanes.values()].reduce((sum, lane) => sum + lane.flat().length, 0),
  }
}

/** How many bundles, from the first on, hold at most `most` items together; at least one. */
function fitting(bundles: readonly (readonly unknown[])[], most: number): number {
  let items = 0
  const end = bundles.findIndex((bundle) => (items += bundle.length) > most)
  return end === -1 ? bundles.length : Math.max(1, end)
}
