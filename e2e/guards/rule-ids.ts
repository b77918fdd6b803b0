/** The ids of the rules that a specification lists, each on a line that begins with `- **O3** …`. */
export function rulesIn(specification: string): string[] {
  return [...specification.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]!)
}

/**
 * The ids of the rules that a test file says it proves: those in brackets at the beginning of a title, `[O3] …` or
 * `[O3, L2] …`. Tests that are skipped or still to be written prove nothing.
 */
export function rulesProvedBy(code: string): string[] {
  const titles = code.matchAll(/([\w.]*)\s*\(?\s*['"`]((?:\[[A-Z]\d+(?:,\s*[A-Z]\d+)*\]\s*)+)/g)
  return [...titles]
    .filter((match) => !/\.(skip|todo|fails)\b/.test(match[1]!))
    .flatMap((match) => [...match[2]!.matchAll(/[A-Z]\d+/g)].map((id) => id[0]))
}
