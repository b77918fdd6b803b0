const digits = 2 ** 16

/**
 * The positions of keys from the least to the greatest; equal ones keep their order. A radix sort by sixteen bits at a
 * time: a hundred thousand keys take some five milliseconds, where comparing them takes fifty. Digits that are the same
 * everywhere are passed over, as most are where the keys are whole numbers.
 *
 * @param keys no NaN among them; -0 counts as 0
 */
export function orderByKeys(keys: Float64Array): Uint32Array {
  let order = new Uint32Array(keys.length)
  for (let at = 0; at < order.length; at += 1) order[at] = at
  let into = new Uint32Array(keys.length)
  const digitsOf = new Uint16Array(orderable(keys).buffer)
  const ends = new Uint32Array(digits)
  for (let place = 0; place < 4; place += 1) {
    ends.fill(0)
    for (let at = place; at < digitsOf.length; at += 4) ends[digitsOf[at]!]! += 1
    if (ends[digitsOf[place]!] === keys.length) continue
    for (let digit = 1; digit < digits; digit += 1) ends[digit]! += ends[digit - 1]!
    for (let at = order.length - 1; at >= 0; at -= 1) {
      const row = order[at]!
      into[(ends[digitsOf[row * 4 + place]!]! -= 1)] = row
    }
    ;[order, into] = [into, order]
  }
  return order
}

/** The keys' bits, as whole numbers that stand in the keys' own order: a negative one has all of its bits turned round. */
function orderable(keys: Float64Array): Uint32Array {
  // Adding nothing makes -0 of nought 0.
  const bits = new Uint32Array(keys.map((key) => key + 0).buffer)
  for (let high = 1; high < bits.length; high += 2) {
    if (bits[high]! >>> 31 === 0) bits[high]! ^= 0x8000_0000
    else {
      bits[high] = ~bits[high]!
      bits[high - 1] = ~bits[high - 1]!
    }
  }
  return bits
}
