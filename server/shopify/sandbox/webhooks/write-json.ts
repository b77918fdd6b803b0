/**
 * JSON as Shopify sends it: big numbers in full, and `/`, `&`, `<` and `>` escaped. Who parses it and writes it again
 * has other bytes, and another signature.
 *
 * @param value plain data; numbers beyond 2^53 as bigint
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return JSON.stringify(value).replaceAll(/[/&<>]/g, (sign) => ESCAPED[sign]!)
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${JSON.stringify(key)}:${writeJson(one)}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value)
}

const ESCAPED: Record<string, string> = { '/': '\\/', '&': '\\u0026', '<': '\\u003c', '>': '\\u003e' }
