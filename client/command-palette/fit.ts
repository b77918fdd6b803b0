import { hasDigit, slipsAllowed, slipsBetween } from '../search/slips.ts'
import { wordsOf } from '../search/words-of.ts'

/** Words that nobody's title has, in front of the dear test of them. */
const longestTitle = 40

/**
 * How well a title fits what was typed: every typed word begins one of its words, or does but for a slip or two. Less is
 * better; slips weigh most, then words that go on after what was typed, then those that come late. Null where one is
 * missing.
 *
 * @param typed as `wordsOf` gives them
 */
export function fit(typed: readonly string[], title: string): number | null {
  const words = wordsOf(title).slice(0, longestTitle)
  let sum = 0
  for (const one of typed) {
    let nearest: number | null = null
    for (const [at, word] of words.entries()) {
      const slips = slipsIn(one, word)
      if (slips === null) continue
      const cost = slips * 20 + (word.length > one.length ? 5 : 0) + at * 0.1
      if (nearest === null || cost < nearest) nearest = cost
    }
    if (nearest === null) return null
    sum += nearest
  }
  return sum
}

function slipsIn(typed: string, word: string): number | null {
  if (word.startsWith(typed)) return 0
  const most = hasDigit(typed) ? 0 : slipsAllowed(typed.length)
  if (most === 0) return null
  const slips = slipsBetween(typed, word, most)
  return slips <= most ? slips : null
}
