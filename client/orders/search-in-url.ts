/** What follows the `?` of an address as texts and lists of texts: the router would read numbers and lists into it. */
export function readSearch(search: string): Record<string, string | string[]> {
  const all = new URLSearchParams(search)
  return Object.fromEntries(
    [...new Set(all.keys())].map((name) => {
      const values = all.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}

export function writeSearch(search: Record<string, unknown>): string {
  const all = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    const values: unknown[] = Array.isArray(value) ? value : [value]
    for (const one of values) if (typeof one === 'string') all.append(name, one)
  }
  const written = all.toString()
  return written === '' ? '' : `?${written}`
}
