export type ReadCsv =
  | { kind: 'read'; heads: string[]; rows: string[][] }
  | { kind: 'fault'; why: 'encoding' | 'empty' | 'tooMany' | 'quote' }

/** Rows of one file: what is sent in some minutes, and fits in memory beside the catalogue. */
export const mostRows = 100_000
/** Bytes; a larger one is not even read: it would take the memory of the page with it. */
export const mostBytes = 64_000_000

/** Reads a file of a spreadsheet: UTF-8, or UTF-16 with its mark; separated by comma, semicolon or tab (RFC 4180). */
export function readCsv(bytes: Uint8Array): ReadCsv {
  const text = decoded(bytes)
  if (text === null) return { kind: 'fault', why: 'encoding' }
  const rows = rowsOf(text)
  if (rows === 'quote') return { kind: 'fault', why: 'quote' }
  const [heads, ...rest] = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
  if (!heads || rest.length === 0) return { kind: 'fault', why: 'empty' }
  if (rest.length > mostRows) return { kind: 'fault', why: 'tooMany' }
  return { kind: 'read', heads: heads.map((head) => head.trim()), rows: rest }
}

function decoded(bytes: Uint8Array): string | null {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(mark, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

function rowsOf(text: string): string[][] | 'quote' {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      at += 1
      for (;;) {
        const end = text.indexOf('"', at)
        if (end < 0) return 'quote'
        cell += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        cell += '"'
        at += 1
      }
    }
    const from = at
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
    row.push(cell + text.slice(from, at))
    if (text[at] === separator) {
      at += 1
      // A separator at the very end begins one more cell.
      if (at < text.length) continue
      row.push('')
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    rows.push(row)
    row = []
  }
  return rows
}

/** Whichever stands most often in the first line. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/))
  const counts = [',', ';', '\t'].map((one) => ({ one, count: line.split(one).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one
}
