/** A global id, `gid://shopify/Product/9007199254773762`. Its number may be beyond 2^53: it is text all the way. */
export type Gid = string

/** The global id of a number. */
export function gidOf(type: string, number: bigint | string): Gid {
  return `gid://shopify/${type}/${number}`
}

/** The type that a global id names, or undefined where it is none. */
export function typeOfGid(gid: Gid): string | undefined {
  return GID.exec(gid)?.[1]
}

/** The number of a global id, as JSON writes it; of a level, its own and not its item's. */
export function numberOfGid(gid: Gid): bigint {
  const digits = GID.exec(gid)?.[2]
  if (digits === undefined) throw new Error(`${gid} is no global id`)
  return BigInt(digits)
}

const GID = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?\w+=\d+)?$/
