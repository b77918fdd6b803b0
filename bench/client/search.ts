import { createCatalogue } from '../../client/search/catalogue.ts'
import { shelfOf } from '../../client/search/testing/shelf-of.ts'
import { percentile, rounded } from '../figure.ts'
import type { Figure } from '../figure.ts'

const TRIES = 2_000

/** client.search, as far as it goes without a browser: what finds, not what paints. */
export function measureSearch(quick: boolean): Figure {
  const count = quick ? 10_000 : 100_000
  const shelf = shelfOf(count)
  const catalogue = createCatalogue((then) => then())
  catalogue.put(shelf)
  const any = () => shelf[Math.floor(Math.random() * count)] as (typeof shelf)[number]
  const ofTitle = (from: number, to: number) => any().title.split(' ').slice(from, to).join(' ').toLowerCase()
  const prefix = times(
    () => ofTitle(0, 3).slice(0, -1),
    (text) => catalogue.search(text, 20),
  )
  const plain = times(
    () => ofTitle(0, 2),
    (text) => {
      const words = text.split(' ')
      let found = 0
      for (const it of shelf)
        if (words.every((word) => it.title.toLowerCase().includes(word)) && (found += 1) === 20) return
    },
    50,
  )
  const typo = times(
    () => slipIn(ofTitle(1, 2)),
    (text) => catalogue.search(text, 20),
  )
  return {
    id: 'client.search',
    value: rounded(percentile(prefix, 0.99)),
    unit: 'ms p99',
    baseline: rounded(percentile(plain, 0.99)),
    ratio: rounded(percentile(prefix, 0.99) / percentile(plain, 0.99)),
    target: 'prefix ≤ 1 ms, typo ≤ 5 ms, painted ≤ 16.7 ms',
    met: percentile(prefix, 0.99) <= 1 && percentile(typo, 0.99) <= 5,
    note: `${count} products in node, prefix; typo p99 ${rounded(percentile(typo, 0.99))} ms; the baseline walks a plain array`,
  }
}

/** Two neighbours change places. */
function slipIn(word: string): string {
  const at = 1 + Math.floor(Math.random() * Math.max(1, word.length - 2))
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

function times<T>(make: () => T, work: (input: T) => unknown, tries = TRIES): number[] {
  for (let warm = 0; warm < tries / 10; warm += 1) work(make())
  return Array.from({ length: tries }, () => {
    const input = make()
    const began = performance.now()
    work(input)
    return performance.now() - began
  })
}
