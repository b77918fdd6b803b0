/** (count, sum of seq, xor of seq) over live rows: what a device and the server compare at one head (C5). */
export type Digest = { count: number; sum: string; xor: string }

/** The digest of the live rows whose positions are given, in any order. */
export function digestOf(seqs: Iterable<number>): Digest {
  let count = 0
  let sum = 0n
  let xor = 0n
  for (const seq of seqs) {
    count += 1
    sum += BigInt(seq)
    xor ^= BigInt(seq)
  }
  return { count, sum: sum.toString(), xor: xor.toString() }
}

/** Whether two digests speak of the same rows. */
export function sameDigest(a: Digest, b: Digest): boolean {
  return a.count === b.count && a.sum === b.sum && a.xor === b.xor
}
