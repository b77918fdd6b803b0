import { expect, test } from 'vitest'
import { readNewest, withNewest, withOlder } from './log-pages.ts'
import type { LogPages } from './log-pages.ts'

type Row = { id: string }
const pageSize = 100

/** A log that grows at its front, read in pages as the server answers them. */
function logOf(length: number) {
  let rows: Row[] = []
  const grow = (by: number) => {
    rows = [...Array.from({ length: by }, (_, at) => ({ id: String(rows.length + by - at) })), ...rows]
  }
  grow(length)
  let pages = 0
  const read = async (after: string | null): Promise<LogPages<Row>> => {
    pages += 1
    const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1
    const entries = rows.slice(from, from + pageSize)
    return { entries, next: entries.length === pageSize ? (entries.at(-1)?.id ?? null) : null }
  }
  return { grow, read, all: () => rows, pages: () => pages }
}
type Log = ReturnType<typeof logOf>

const look = async (log: Log, shown: LogPages<Row> | null) =>
  withNewest(await readNewest(log.read, shown), shown)
const more = async (log: Log, shown: LogPages<Row>) => {
  if (shown.next === null) return shown
  return withOlder(await log.read(shown.next), shown.next, shown) ?? shown
}
async function toItsEnd(log: Log, from: LogPages<Row>) {
  let shown = from
  while (shown.next !== null) shown = await more(log, shown)
  return shown.entries
}

test('a log of 260 contacts is read to its end, each once, while new ones come before it', async () => {
  const log = logOf(260)
  let shown = await look(log, null)
  expect(shown.entries).toHaveLength(pageSize)
  for (const by of [0, 3, 97]) {
    log.grow(by)
    shown = await look(log, await more(log, shown))
    expect(shown.entries).toEqual(log.all().slice(0, shown.entries.length))
  }
  expect(await toItsEnd(log, shown)).toEqual(log.all())
})

test('what came while nobody looked leaves no gap, however much it was, and nobody loses their place', async () => {
  for (const missed of [99, 100, 101, 199, 200, 250, 1000]) {
    const log = logOf(260)
    let shown = await look(log, null)
    shown = await more(log, shown)
    log.grow(missed)
    const before = log.pages()
    const seen = await look(log, shown)
    expect(seen.entries, `${missed} missed`).toEqual(log.all().slice(0, seen.entries.length))
    expect(seen.entries.length).toBeGreaterThanOrEqual(shown.entries.length)
    expect(log.pages() - before).toBeLessThanOrEqual(2)
    expect(await toItsEnd(log, seen), `${missed} missed`).toEqual(log.all())
  }
})

test('an older page that was on its way when the rows before it changed is not put behind others, nor twice', async () => {
  const log = logOf(260)
  const shown = await look(log, null)
  const late = await log.read(shown.next)
  const once = withOlder(late, String(shown.next), shown)
  expect(withOlder(late, String(shown.next), once)).toBe(once)
  log.grow(500)
  const seen = await look(log, shown)
  expect(withOlder(late, String(shown.next), seen)).toBe(seen)
})

test('a short log that grows past a page is shown whole', async () => {
  const log = logOf(5)
  let shown = await look(log, null)
  for (const by of [60, 60, 60]) {
    log.grow(by)
    shown = await look(log, shown)
  }
  expect(await toItsEnd(log, shown)).toEqual(log.all())
})
