/**
 * A source of UUIDv7 that gives the same ids for the same seed and clock, so that a failing run can be repeated.
 * Ids of one source rise in the order in which they were asked for, even while the clock stands still or falls back.
 *
 * @param seed any integer
 * @param now milliseconds since 1970
 */
export function seededIds(seed: number, now: () => number): () => string {
  const random = seededBits(seed)
  let last = 0
  let count = 0
  return () => {
    const time = Math.max(now(), last)
    count = time === last ? count + 1 : 0
    // Twelve bits of counter to a millisecond; when they are used up, the next millisecond is borrowed.
    last = count > 0xfff ? time + 1 : time
    if (count > 0xfff) count = 0
    return format(last, count, random(), random())
  }
}

/** 32 random bits at a time from one seed (splitmix32). */
export function seededBits(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
    return (bits ^ (bits >>> 15)) >>> 0
  }
}

function format(time: number, count: number, high: number, low: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  const stamp = hex(time, 12)
  const variant = hex(0x8000 | (high & 0x3fff), 4)
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(count, 3)}-${variant}-${hex(high >>> 16, 4)}${hex(low, 8)}`
}
