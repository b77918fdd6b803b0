import { grown } from '../../database/grown.ts'
import { choiceColumn, listColumn, numberColumn, type Column } from './columns.ts'
import { folded, type Field } from './field.ts'
import { createTextRanks, type TextRanks } from './text-ranks.ts'

export type TextColumn = {
  kind: 'text'
  /** Null until it was prepared. */
  ranks: TextRanks | null
}

export type Watcher = (row: number, fields: ReadonlySet<string> | 'new' | 'gone') => void

/** More changed texts at once than this are placed anew, in pauses. */
const manyMoves = 2_000

/**
 * Rows in typed columns, for looking at a hundred thousand of them at once: filtering and sorting read numbers, never
 * documents. Rows are numbers that whoever fills it gives.
 *
 * @param findIn the texts that a search looks into
 * @param giveWay lets whatever else wants the thread go first
 */
export function createTable<Item>(
  fields: readonly Field<Item>[],
  findIn: (item: Item) => readonly string[],
  giveWay: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
) {
  const columns = new Map<string, Column | TextColumn>()
  const texts = new Map<string, string[]>()
  const watchers = new Set<Watcher>()
  /** By row, what a search looks into; undefined where there is no such row. */
  const haystack: (string | undefined)[] = []
  let alive = new Uint8Array(1024)
  let size = 0
  let live = 0
  /** Rows whose texts have changed and that have not found their place yet. */
  const moved = new Map<string, Set<number>>()
  const preparing = new Map<string, Promise<void>>()
  for (const field of fields) {
    if (field.kind === 'number') columns.set(field.name, numberColumn())
    else if (field.kind === 'choice') columns.set(field.name, choiceColumn())
    else if (field.kind === 'list') columns.set(field.name, listColumn())
    else {
      columns.set(field.name, { kind: 'text', ranks: null })
      texts.set(field.name, [])
    }
  }

  function tell(row: number, what: Parameters<Watcher>[1]): void {
    for (const watcher of watchers) watcher(row, what)
  }

  function setText(name: string, row: number, value: string): boolean {
    const all = texts.get(name)!
    const next = folded(value)
    if (all[row] === next) return false
    all[row] = next
    note(name, row)
    return true
  }

  function note(name: string, row: number): void {
    const rows = moved.get(name) ?? new Set()
    moved.set(name, rows.add(row))
  }

  function setField(field: Field<Item>, row: number, item: Item): boolean {
    const column = columns.get(field.name)!
    if (field.kind === 'text') return setText(field.name, row, field.of(item))
    if (field.kind === 'number')
      return field.of !== undefined && column.kind === 'number' && column.set(row, field.of(item))
    if (field.kind === 'choice') return column.kind === 'choice' && column.set(row, field.of(item))
    return column.kind === 'list' && column.set(row, field.of(item))
  }

  async function prepare(name: string): Promise<void> {
    const column = columns.get(name)
    if (column?.kind !== 'text') return
    const all = texts.get(name)!
    const changes = moved.get(name)
    if (column.ranks && (changes?.size ?? 0) <= manyMoves) return
    moved.delete(name)
    const ranks = createTextRanks((row) => all[row] ?? '')
    for (const _ of ranks.build(liveRows(), size)) await giveWay()
    // What changed meanwhile is in `moved` again.
    column.ranks = ranks
  }

  function liveRows(): Uint32Array {
    const rows = new Uint32Array(live)
    let count = 0
    for (let row = 0; row < size; row += 1) if (alive[row] === 1) rows[count++] = row
    return rows
  }

  return {
    columns: columns as ReadonlyMap<string, Column | TextColumn>,
    haystack: haystack as readonly (string | undefined)[],
    /** Rows are below it. */
    get size() {
      return size
    },
    get live() {
      return live
    },
    isLive: (row: number): boolean => alive[row] === 1,
    put(row: number, item: Item): void {
      const isNew = alive[row] !== 1
      alive = grown(alive, row + 1)
      alive[row] = 1
      if (isNew) live += 1
      if (row >= size) size = row + 1
      const changed = new Set<string>()
      for (const field of fields) if (setField(field, row, item)) changed.add(field.name)
      if (isNew) for (const name of texts.keys()) note(name, row)
      const text = findIn(item).join(' ').toLowerCase()
      if (haystack[row] !== text) {
        haystack[row] = text
        changed.add('search')
      }
      if (isNew) tell(row, 'new')
      else if (changed.size > 0) tell(row, changed)
    },
    /** Sets a number that is no part of the item. */
    set(row: number, name: string, value: number | null): void {
      const column = columns.get(name)
      if (column?.kind === 'number' && column.set(row, value) && alive[row] === 1) tell(row, new Set([name]))
    },
    addNumber(name: string): void {
      if (!columns.has(name)) columns.set(name, numberColumn())
    },
    remove(row: number): void {
      if (alive[row] !== 1) return
      alive[row] = 0
      live -= 1
      for (const name of texts.keys()) note(name, row)
      tell(row, 'gone')
    },
    /** Makes sorting by this field a matter of numbers; resolves when it is. Nothing to wait for where it is already. */
    prepare(name: string): Promise<void> {
      const running = preparing.get(name) ?? prepare(name).finally(() => preparing.delete(name))
      preparing.set(name, running)
      return running
    },
    isPrepared(name: string): boolean {
      const column = columns.get(name)
      return column?.kind !== 'text' || column.ranks !== null
    },
    /** The ranks of a text field as of now; null until it was prepared. */
    ranksOf(name: string): TextRanks | null {
      const column = columns.get(name)
      if (column?.kind !== 'text' || !column.ranks) return null
      const rows = moved.get(name)
      if (rows && rows.size > 0) {
        moved.delete(name)
        column.ranks.move(rows, (row) => alive[row] === 1, size)
      }
      return column.ranks
    },
    /** Values of a choice or list, by name, that live rows have, and of how many rows. */
    counts(name: string): { name: string; count: number }[] {
      const column = columns.get(name)
      if (column?.kind !== 'choice' && column?.kind !== 'list') return []
      const all = column.names.all
      const counts = new Uint32Array(all.length)
      for (let row = 0; row < size; row += 1) {
        if (alive[row] !== 1) continue
        if (column.kind === 'choice') counts[column.at(row)]! += 1
        else for (let one = 0; one < all.length; one += 1) if (column.has(row, one)) counts[one]! += 1
      }
      return all.map((one, at) => ({ name: one, count: counts[at]! })).filter(({ count }) => count > 0)
    },
    watch(watcher: Watcher): () => void {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

/** A table, whatever its items are: what is asked of it does not depend on them. */
export type Table = Omit<ReturnType<typeof createTable<never>>, 'put'>
