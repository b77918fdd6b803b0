import type { Branch } from '../../shared/branches/branch.ts'
import type { FillableStock } from '../database/stock-on-hand.ts'
import type { FillableCatalogue } from '../search/catalogue.ts'
import type { DisplayFile, KeptDisplay } from './display-file.ts'

/** The longest that small changes wait before the display is kept. Milliseconds. */
const longest = 15 * 60_000
/** How often `quiet` many changes may be put off by more of them. */
const mostPutOffs = 20
/** Changed rows beyond which keeping it anew is worth the writing: the store tells fewer at the next start. */
const many = 5_000

/**
 * Keeps what is looked at for the next start: when a load is over, and now and then as it changes.
 *
 * @param quiet milliseconds after the last of many changes before it is kept
 */
export function keepDisplay(
  file: DisplayFile,
  kept: KeptDisplay | null,
  { catalogue, stock }: { catalogue: FillableCatalogue; stock: FillableStock },
  quiet: number,
) {
  let branches = kept?.branches ?? []
  let changes = kept ? 0 : many
  let generation = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | null = null
  let stopped = false
  /** Since when something waits to be kept; null while nothing does. */
  let waitingSince: number | null = null

  /** A shop in which something changes every second must not put it off for ever. */
  function later(least = 0): void {
    const now = performance.now()
    waitingSince ??= now
    const isMany = changes >= many
    const last = waitingSince + (isMany ? quiet * mostPutOffs : longest)
    const wait = Math.max(least, Math.min(isMany ? quiet : longest, last - now))
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void keep(), wait)
  }

  async function keep(): Promise<void> {
    if (saving || branches.length === 0 || catalogue.size === 0) return later(quiet)
    const [now, taken] = [generation, changes]
    changes = 0
    waitingSince = null
    let failed = false
    saving = save(now).catch(() => {
      // Nothing is lost by it: the next start is slower. A disk that is full now is so in three seconds, too.
      failed = true
      changes += taken
    })
    await saving
    saving = null
    if (changes > 0) later(failed ? longest : 0)
  }

  async function save(now: number): Promise<void> {
    await file.save({ catalogue: await catalogue.state(), stock: stock.state(), branches })
    // Rows were healed while it was written: it may hold what they were before.
    if (now !== generation) await file.remove()
  }

  return {
    changed(rows: number, force: boolean): void {
      changes += force ? many : rows
      later()
    },
    branches(all: readonly Branch[]): void {
      if (JSON.stringify(all) === JSON.stringify(branches)) return
      branches = all
      changes += 1
      later()
    },
    /** It was thrown away, because the store is being healed. */
    forgotten(): void {
      generation += 1
      changes += many
      later()
    },
    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
  }
}
