/** Rows merged in one go: a few milliseconds of work. */
const slice = 4096
const run = 64

/**
 * The place of each row among all, by a text: sorting by it is then sorting numbers. Made in pauses, since a hundred
 * thousand texts take a third of a second; from there on a changed text only moves its own row.
 */
export function createTextRanks(textOf: (row: number) => string) {
  /** Rows in order; `same` is 1 where a row's text is that of the one before. */
  let sorted = new Uint32Array(0)
  let same = new Uint8Array(0)
  let ranks = new Uint32Array(0)

  function compare(a: number, b: number): number {
    const [left, right] = [textOf(a), textOf(b)]
    return left < right ? -1 : left > right ? 1 : a - b
  }

  function rank(highest: number): void {
    if (ranks.length < highest) ranks = new Uint32Array(highest + (highest >> 2))
    let place = 0
    for (let at = 0; at < sorted.length; at += 1) {
      if (same[at] === 0) place += 1
      ranks[sorted[at]!] = place
    }
  }

  /** The first position whose row does not come before `row`. */
  function placeOf(row: number): number {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(sorted[middle]!, row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    /** Places these rows anew, and no others; gives way after each slice. */
    *build(rows: Uint32Array, highest: number): Generator<void, void> {
      let from = rows.slice()
      for (let start = 0; start < from.length; start += run) {
        from.subarray(start, start + run).sort(compare)
        if (start % slice === 0) yield
      }
      let into = new Uint32Array(from.length)
      for (let width = run; width < from.length; width *= 2) {
        let done = 0
        for (let start = 0; start < from.length; start += width * 2) {
          const middle = Math.min(start + width, from.length)
          const end = Math.min(start + width * 2, from.length)
          let [left, right] = [start, middle]
          for (let at = start; at < end; at += 1) {
            const takesLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0)
            into[at] = takesLeft ? from[left++]! : from[right++]!
            done += 1
            if (done % slice === 0) yield
          }
        }
        ;[from, into] = [into, from]
      }
      sorted = from
      same = new Uint8Array(from.length)
      for (let at = 1; at < from.length; at += 1)
        same[at] = textOf(from[at]!) === textOf(from[at - 1]!) ? 1 : 0
      rank(highest)
    },
    /** The texts of these rows are others, or they are new or gone: each finds its place among the rest. */
    move(rows: ReadonlySet<number>, isLive: (row: number) => boolean, highest: number): void {
      const kept = new Uint32Array(sorted.length)
      const keptSame = new Uint8Array(sorted.length)
      let count = 0
      let gap = false
      for (let at = 0; at < sorted.length; at += 1) {
        if (rows.has(sorted[at]!)) {
          gap = true
          continue
        }
        kept[count] = sorted[at]!
        keptSame[count] = gap ? isSame(kept, count) : same[at]!
        gap = false
        count += 1
      }
      sorted = kept.subarray(0, count)
      const coming = [...rows].filter(isLive).sort(compare)
      const places = coming.map(placeOf)
      const next = new Uint32Array(count + coming.length)
      const nextSame = new Uint8Array(next.length)
      let from = 0
      for (let at = 0; at < next.length; at += 1) {
        const come = at - from
        const comes = come < coming.length && places[come] === from
        next[at] = comes ? coming[come]! : sorted[from]!
        const wasBefore = from > 0 && at > 0 && next[at - 1] === sorted[from - 1]
        nextSame[at] = !comes && wasBefore ? keptSame[from]! : isSame(next, at)
        if (!comes) from += 1
      }
      ;[sorted, same] = [next, nextSame]
      rank(highest)
    },
    /** From 1 up; equal texts share a rank, so that the next column decides. */
    of: (row: number): number => ranks[row]!,
    get size() {
      return sorted.length
    },
  }

  function isSame(rows: Uint32Array, at: number): 0 | 1 {
    return at > 0 && textOf(rows[at]!) === textOf(rows[at - 1]!) ? 1 : 0
  }
}

export type TextRanks = ReturnType<typeof createTextRanks>
