/** So long must a code be out of sight before it counts again, milliseconds. */
const rest = 1500

/**
 * A camera sees one code in many pictures: each counts once, until it was out of sight for a while. `at` is in
 * milliseconds of any steady clock.
 */
export function freshCodes() {
  const seenAt = new Map<string, number>()
  return (codes: readonly string[], at: number): string[] => {
    const fresh = [...new Set(codes)].filter((code) => at - (seenAt.get(code) ?? -Infinity) > rest)
    for (const code of codes) seenAt.set(code, at)
    return fresh
  }
}
