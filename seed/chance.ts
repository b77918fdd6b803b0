/** Chance that can be repeated: the same seed and label give the same throws, on every machine. */
export type Chance = {
  /** 32 random bits. */
  bits: () => number
  /** A number from 0 up to, not including, 1. */
  real: () => number
  /** A whole number from `low` to `high`, both included. */
  between: (low: number, high: number) => number
  /** True once in so many, as a probability from 0 to 1. */
  happens: (probability: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** The place of one of the weights, each as likely as it is heavy. */
  weighted: (weights: readonly number[]) => number
  /** Bell-shaped around 0 with a deviation of about 1. */
  bell: () => number
}

/**
 * A source of chance. The label keeps parts of the seed apart: more products must not change who the customers are.
 *
 * @param seed any integer
 */
export function chanceOf(seed: number, label: string): Chance {
  const bits = sfc32(seed, label)
  const real = () => bits() / 0x1_0000_0000
  const between = (low: number, high: number) => low + Math.floor(real() * (high - low + 1))
  return {
    bits,
    real,
    between,
    happens: (probability) => real() < probability,
    pick: (list) => {
      const found = list[between(0, list.length - 1)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    weighted: (weights) => {
      let left = real() * weights.reduce((sum, weight) => sum + weight, 0)
      const found = weights.findIndex((weight) => (left -= weight) < 0)
      return found === -1 ? weights.length - 1 : found
    },
    bell: () => (real() + real() + real() + real() + real() + real() - 3) * Math.SQRT2,
  }
}

/** Chris Doty-Humphrey's Small Fast Counting generator: 128 bits of state, so that ids made from it do not meet. */
function sfc32(seed: number, label: string): () => number {
  let a = seed | 0
  let b = hashOf(label)
  let c = Math.floor(seed / 0x1_0000_0000) | 0
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 16; round += 1) next()
  return next
}

/** FNV-1a. */
function hashOf(label: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < label.length; at += 1) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193)
  return hash | 0
}
