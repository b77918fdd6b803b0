import { wordsOf } from '../search/words-of.ts'
import { sections, type Entry, type Found, type Section } from './entry.ts'
import { fit } from './fit.ts'

/** Entries of a section that are shown: who wants more types more. */
const most: Readonly<Record<Section['name'], number>> = {
  selected: 8,
  here: 10,
  recent: 6,
  pages: 20,
  products: 6,
  orders: 5,
  customers: 5,
  branches: 4,
  lanes: 4,
  people: 4,
  views: 6,
  app: 10,
  further: 4,
}

/** The entries whose titles or details have what was typed, each with how well they fit. */
export function fitting(typed: readonly string[], entries: readonly Entry[]): Found[] {
  return entries.flatMap((entry) => {
    const score = fit(typed, entry.title)
    if (score !== null) return [{ ...entry, score }]
    const withDetail = fit(typed, `${entry.title} ${entry.detail ?? ''}`)
    // What only the small print says comes after all that the titles say.
    return withDetail === null ? [] : [{ ...entry, score: withDetail + detailCost }]
  })
}

const detailCost = 10

/**
 * The list: sections with what fits best in them first, and the section with the best of all at the top. The same thing
 * stands there once, in the section that comes first. What leads further stays at the end.
 */
export function ranked(found: readonly Found[]): Section[] {
  const seen = new Set<string>()
  const all = sections.flatMap((name) => {
    const entries: Found[] = []
    const mine = found.filter(({ section }) => section === name).toSorted((a, b) => a.score - b.score)
    for (const entry of mine) {
      if (entries.length === most[name]) break
      if (seen.has(entry.id)) continue
      seen.add(entry.id)
      entries.push(entry)
    }
    return entries.length === 0 ? [] : [{ name, entries, best: entries[0]!.score }]
  })
  return all
    .toSorted((a, b) => Number(a.name === 'further') - Number(b.name === 'further') || a.best - b.best)
    .map(({ name, entries }) => ({ name, entries }))
}

/** The list before anything is typed: sections in their order, as they were given. */
export function unranked(entries: readonly Entry[]): Section[] {
  return ranked(entries.map((entry) => ({ ...entry, score: 0 })))
}

/** What was typed, as words; at most eight. */
export function typedWords(text: string): string[] {
  return wordsOf(text).slice(0, 8)
}
