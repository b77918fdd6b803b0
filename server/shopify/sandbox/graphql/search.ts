/** What can be searched by: how a record is asked for the value of a field. Times are milliseconds. */
export type SearchFields<T> = Record<
  string,
  (record: T) => string | number | boolean | null | readonly string[]
>

/** As `extensions.search` tells it. A field that is not known finds everything: clients must look here. */
export type SearchWarning = {
  path: string[]
  query: string
  parsed: unknown
  warnings: { field: string; message: string; code: string }[]
}

type Term = { field: string | null; operator: '' | '<' | '<=' | '>' | '>='; value: string; negated: boolean }

/**
 * Shopify's search: `updated_at:>='2026-01-01T00:00:00Z' status:active`, all of whose terms must hold; `OR` between
 * groups of terms, `-` or `NOT` before one. Brackets are not played.
 *
 * @param words what a term without a field looks through
 */
export function search<T>(
  records: readonly T[],
  query: string | null | undefined,
  fields: SearchFields<T>,
  words: (record: T) => string,
): { found: T[]; warning: Omit<SearchWarning, 'path'> | undefined } {
  if (query == null || query.trim() === '') return { found: [...records], warning: undefined }
  const groups = groupsOf(query)
  const unknown = groups.flat().filter(({ field }) => field !== null && !(field in fields))
  const kept = groups.map((terms) => terms.filter((term) => !unknown.includes(term)))
  const found = records.filter((record) =>
    kept.some((terms) => terms.every((term) => holds(record, term, fields, words) !== term.negated)),
  )
  return { found, warning: unknown.length === 0 ? undefined : warningOf(query, groups, unknown) }
}

function holds<T>(
  record: T,
  { field, operator, value }: Term,
  fields: SearchFields<T>,
  words: (record: T) => string,
): boolean {
  if (field === null) return words(record).toLowerCase().includes(value.toLowerCase().replaceAll('*', ''))
  const own = fields[field]!(record)
  if (value === '*') return own !== null
  if (Array.isArray(own)) return own.some((one: string) => one.toLowerCase() === value.toLowerCase())
  if (own === null) return false
  if (typeof own === 'number') return compares(own, operator, numberOf(value))
  const text = String(own as string | boolean).toLowerCase()
  const wanted = value.toLowerCase()
  if (operator !== '') return compares(text, operator, wanted)
  return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted
}

function compares<V extends string | number>(own: V, operator: Term['operator'], wanted: V): boolean {
  switch (operator) {
    case '':
      return own === wanted
    case '<':
      return own < wanted
    case '<=':
      return own <= wanted
    case '>':
      return own > wanted
    case '>=':
      return own >= wanted
  }
}

/** A number, or a moment in milliseconds. */
function numberOf(value: string): number {
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value)
}

const TERM = /(-|NOT\s+)?(?:([a-z_]+):)?(<=|>=|<|>)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s]+))/gi

function groupsOf(query: string): Term[][] {
  const groups: Term[][] = [[]]
  for (const [whole, minus, field = null, operator = '', double, single, bare] of query.matchAll(TERM)) {
    if (whole === 'OR') groups.push([])
    else if (whole !== 'AND')
      groups.at(-1)!.push({
        field: field?.toLowerCase() ?? null,
        operator: operator as Term['operator'],
        value: (double ?? single ?? bare ?? '').replaceAll(/\\(.)/g, '$1'),
        negated: minus !== undefined,
      })
  }
  return groups
}

function warningOf(query: string, groups: Term[][], unknown: Term[]): Omit<SearchWarning, 'path'> {
  const terms = groups.map((group) => together('and', group.map(parsedTerm)))
  return {
    query,
    parsed: together('or', terms),
    warnings: [...new Set(unknown.map(({ field }) => field!))].map((field) => ({
      field,
      message: 'Invalid search field for this query.',
      code: 'invalid_field',
    })),
  }
}

function together(how: 'and' | 'or', parts: unknown[]): unknown {
  return parts.length === 1 ? parts[0] : { [how]: parts }
}

const RANGES = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' }

function parsedTerm({ field, operator, value }: Term): unknown {
  const name = field === null ? {} : { field }
  return operator === '' ? { ...name, match_all: value } : { ...name, range: { [RANGES[operator]]: value } }
}
