/** A hue for a name, in degrees: always the same one, and far apart for names that are alike. */
export function hueOf(name: string): number {
  let hash = 7
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003
  return (hash * 137) % 360
}
