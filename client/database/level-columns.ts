import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import { shownPace } from '../../shared/velocity/shown-pace.ts'
import { grown } from './grown.ts'
import { createUuidTable, type UuidTableState } from './uuid-table.ts'

export type LevelColumnsState = {
  ids: UuidTableState
  onHand: Int32Array
  seqs: Float64Array
  alive: Uint8Array
  /** Pieces sold a day; NaN where nobody reckoned it yet. */
  paces: Float32Array
  times: Float64Array
  oddTimes: (readonly [row: number, time: string])[]
}

/** The levels of one branch in columns, forty-four bytes a product. */
export function levelColumns(kept?: LevelColumnsState) {
  const ids = createUuidTable(kept?.ids)
  let onHand: Int32Array = kept?.onHand ?? new Int32Array(256)
  let seqs: Float64Array = kept?.seqs ?? new Float64Array(256)
  let alive: Uint8Array = kept?.alive ?? new Uint8Array(256)
  let paces: Float32Array = kept?.paces ?? new Float32Array(256)
  /** Milliseconds; a time that is no instant as we write them stands in `oddTimes`. */
  let times: Float64Array = kept?.times ?? new Float64Array(256)
  const oddTimes = new Map(kept?.oddTimes)
  let highest = 0
  for (const seq of kept?.seqs ?? []) if (seq > highest) highest = seq

  /** 1 for rows that nobody has confirmed since `doubt`. */
  let doubted: Uint8Array | null = null

  /** The last time that was read, since many levels change in the same moment. */
  let lastTime = ''
  let lastMs = Number.NaN

  function keepTime(row: number, time: string): void {
    if (time !== lastTime) {
      lastTime = time
      lastMs = Date.parse(time)
      if (!Number.isNaN(lastMs) && new Date(lastMs).toISOString() !== time) lastMs = Number.NaN
    }
    times[row] = lastMs
    if (Number.isNaN(lastMs)) oddTimes.set(row, time)
    else if (oddTimes.size > 0) oddTimes.delete(row)
  }

  return {
    put(level: StockLevel, force: boolean): void {
      const known = ids.find(level.productId)
      if (known >= 0 && seqs[known]! >= level.seq && !force && doubted?.[known] !== 1) return
      if (known < 0 && level._deleted) return
      const row = known < 0 ? ids.add(level.productId) : known
      onHand = grown(onHand, row + 1)
      seqs = grown(seqs, row + 1)
      alive = grown(alive, row + 1)
      times = grown(times, row + 1)
      paces = grown(paces, row + 1)
      if (doubted && row < doubted.length) doubted[row] = 0
      onHand[row] = level.onHand
      paces[row] = level.velocity ?? Number.NaN
      // Gone by force: it may come again with a lower position, from a server that was restored.
      seqs[row] = force && level._deleted ? 0 : level.seq
      alive[row] = level._deleted ? 0 : 1
      keepTime(row, level.updatedAt)
      if (level.seq > highest) highest = level.seq
    },
    of(productId: string): { onHand: number; velocity: number | null; updatedAt: string } | null {
      const row = ids.find(productId)
      if (row < 0 || alive[row] === 0) return null
      const pace = paces[row]!
      return {
        onHand: onHand[row]!,
        velocity: Number.isNaN(pace) ? null : shownPace(pace),
        updatedAt: oddTimes.get(row) ?? new Date(times[row]!).toISOString(),
      }
    },
    doubt() {
      doubted = new Uint8Array(ids.size).fill(1)
    },
    sweep() {
      doubted?.forEach((one, row) => {
        if (one === 0) return
        alive[row] = 0
        // It may come again as it was: with the pull, where it was known here before it was on disk.
        seqs[row] = 0
      })
      doubted = null
    },
    *liveSeqs() {
      for (let row = 0; row < ids.size; row += 1) if (alive[row] === 1) yield seqs[row]!
    },
    highest: () => highest,
    state(): LevelColumnsState {
      const size = ids.size
      return {
        ids: ids.state(),
        onHand: onHand.slice(0, size),
        seqs: seqs.slice(0, size),
        alive: alive.slice(0, size),
        paces: paces.slice(0, size),
        times: times.slice(0, size),
        oddTimes: [...oddTimes],
      }
    },
  }
}
