const wide = 2 ** 32

/**
 * Whether two copies on one device hold the same rows: count, sum and xor of the positions of the live ones. Like the
 * digest of C5, with plain numbers: it is taken of a hundred thousand rows while a till opens.
 */
export function fingerprintOf(seqs: Iterable<number>): string {
  let [count, sum, high, low] = [0, 0, 0, 0]
  for (const seq of seqs) {
    count += 1
    sum = (sum + seq) % 2 ** 52
    high ^= Math.floor(seq / wide)
    low ^= seq % wide
  }
  return [count, sum, high, low].join(' ')
}
