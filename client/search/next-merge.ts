/** Segments beyond which neighbours are merged whatever their sizes. */
const mostSegments = 12

/**
 * Which two neighbouring segments are to be merged next, by the sizes of all of them: the place of the first; -1 where
 * nothing is to be merged. Of those that are of like size the smallest: a load puts faster than anybody merges, and
 * to merge four hundred pages one by one into the last of them moved each row a hundred times.
 */
export function nextMerge(sizes: readonly number[]): number {
  const isTooMany = sizes.length > mostSegments
  let smallest = -1
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at + 1 < sizes.length; at += 1) {
    const [one, other] = [sizes[at]!, sizes[at + 1]!]
    if (one + other >= least || (one > other * 2 && !isTooMany)) continue
    smallest = at
    least = one + other
  }
  return smallest
}
