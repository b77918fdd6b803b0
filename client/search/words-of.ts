const marks = /\p{M}+/gu
const gaps = /[^\p{L}\p{N}]+/u
const plainGaps = /[^a-z0-9]+/
// oxlint-disable-next-line no-control-regex -- every character of ASCII is meant
const ascii = /^[\x00-\x7f]*$/

/** Pieces between two spaces that were taken apart before: a hundred thousand titles are made of a few thousand. */
const known = new Map<string, readonly string[]>()
const mostKnown = 20_000

/** The words of a text as search compares them: small letters, without accents, split at whatever is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const piece of text.split(' ')) {
    let found = known.get(piece)
    if (!found) {
      if (known.size >= mostKnown) known.clear()
      known.set(piece, (found = takenApart(piece)))
    }
    for (const word of found) words.push(word)
  }
  return words
}

function takenApart(text: string): string[] {
  const small = text.toLowerCase()
  // Most texts are ASCII, where the same answer costs a fifth.
  const words = ascii.test(small)
    ? small.split(plainGaps)
    : small.normalize('NFD').replace(marks, '').split(gaps)
  return words.filter((word) => word !== '')
}
