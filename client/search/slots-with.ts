import type { Match } from './find-rows.ts'
import type { Segment } from './segment.ts'

/** A word that so many times more rows have than are left is not marked: those that are left are looked at themselves. */
const broad = 16

/** When each slot was marked last, counted in markings: cheaper than a new set for each. */
let stamps = new Uint32Array(1024)
let stamp = 0

/**
 * Slots that may have every word: those of the rarest, each once and in the order in which it lists them, less those
 * that a word lacks which was worth marking. To walk through the lists of the words costs a tenth of looking at each
 * row's own words, which lie all over the memory.
 *
 * @param byRarity the matches, the rarest first, each with how many slots it lists
 */
export function slotsWith(
  segment: Segment,
  byRarity: readonly { match: Match; size: number }[],
): Uint32Array {
  if (stamps.length < segment.rows.length) stamps = new Uint32Array(segment.rows.length * 2)
  const [rarest, ...others] = byRarity
  const left = new Uint32Array(rarest?.size ?? 0)
  let count = 0
  stamp += 1
  if (rarest)
    eachSlot(segment, rarest.match, (slot) => {
      if (stamps[slot] === stamp) return
      stamps[slot] = stamp
      left[count++] = slot
    })
  for (const { match, size } of others) {
    if (size > count * broad) break
    stamp += 1
    eachSlot(segment, match, (slot) => {
      stamps[slot] = stamp
    })
    let kept = 0
    for (let at = 0; at < count; at += 1) if (stamps[left[at]!] === stamp) left[kept++] = left[at]!
    count = kept
  }
  return left.subarray(0, count)
}

function eachSlot({ starts, slots }: Segment, { from, to, near }: Match, see: (slot: number) => void): void {
  // The lists of neighbouring words lie behind one another.
  for (let at = starts[from]!; at < starts[to]!; at += 1) see(slots[at]!)
  for (const rank of near) for (let at = starts[rank]!; at < starts[rank + 1]!; at += 1) see(slots[at]!)
}
