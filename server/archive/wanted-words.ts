import { ApiError } from '../http/api-error.ts'

/**
 * What a text must hold: parts of it anywhere, and words or beginnings of words. `implied` are beginnings of words that
 * are there wherever the parts are: of `sku-0042` that of `0042`, since a word begins after what stands between words.
 */
export type Wanted = { parts: string[]; beginnings: string[]; implied: string[] }

const MOST_WORDS = 12
/** What `archive_words` splits by: the two must agree, or words are looked for that no card has. */
const BETWEEN_WORDS = /[\s!-/:-@[-`{-~‘’ʻʼ«»“”–—·№]+/u
const APOSTROPHES = /[‘’ʻʼ`´]/gu

/**
 * What to look for, each of it: with trigrams parts of words of three letters and more, else, and for shorter ones,
 * the beginnings of words.
 *
 * @throws ApiError request/invalid where nothing in it can be looked for, or too much
 */
export function wantedWords(search: string | undefined, hasTrigrams: boolean): Wanted {
  const wanted: Wanted = { parts: [], beginnings: [], implied: [] }
  const asked = (search ?? '').trim().toLowerCase().replace(APOSTROPHES, "'")
  if (asked === '') return wanted
  for (const part of asked.split(/\s+/u)) {
    const split = part.split(BETWEEN_WORDS)
    const words = split.filter((word) => word !== '')
    // An index of trigrams knows nothing of shorter runs of letters, and would be read from end to end.
    if (hasTrigrams && words.some(isLong)) {
      wanted.parts.push(part)
      wanted.implied.push(...split.slice(1).filter(isLong))
    } else wanted.beginnings.push(...words)
  }
  const count = wanted.parts.length + wanted.beginnings.length
  if (count === 0) throw invalid('a letter or a digit to look for')
  if (count > MOST_WORDS) throw invalid(`at most ${MOST_WORDS} words`)
  return wanted
}

function isLong(word: string): boolean {
  return [...word].length >= 3
}

function invalid(message: string): ApiError {
  return new ApiError('request/invalid', [{ path: 'querystring.search', message }])
}

/** A pattern for `like` that holds the text anywhere. */
export function anywhere(part: string): string {
  return `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`
}

/** A fact that lists are filtered by: any of the values will do; without values everything does. */
export type Fact = [name: string, values: readonly string[] | string | undefined]

/** Beginnings and facts as a query of Postgres' full text, in the words of one business; null where there are none. */
export function wordsQuery(
  tenantId: string,
  beginnings: readonly string[],
  facts: readonly Fact[],
): string | null {
  const word = (text: string, length: number) =>
    `'${(tenantId.slice(-8) + [...text].slice(0, length).join('')).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  const terms = [
    ...beginnings.map((one) => `${word(one, 80)}:*`),
    ...facts.flatMap(([name, values]) => {
      if (values === undefined) return []
      const any = typeof values === 'string' ? [values] : values
      return [`(${any.map((value) => word(`=${name}=${value}`, 121)).join(' | ')})`]
    }),
  ]
  return terms.length === 0 ? null : terms.join(' & ')
}
