import type { Shop, ListName, ListNews } from '../../database/shop.ts'
import type { Field } from '../table/field.ts'
import type { AnsweredSource } from '../table/source.ts'
import { createEditedRows } from '../table/edited-rows.ts'
import { createTable } from '../table/table.ts'

type RowOf<Name extends ListName> = ListNews<Name>['rows'][number]

const made = new WeakMap<Shop, Map<ListName, AnsweredSource<never>>>()

/** A list of this device's documents as a table: read once a shop, and followed from there on. */
export function listSource<Name extends ListName>(
  shop: Shop,
  name: Name,
  fields: readonly Field<RowOf<Name>>[],
  findIn: (row: RowOf<Name>) => readonly string[],
): AnsweredSource<RowOf<Name>> {
  const all = made.get(shop) ?? new Map<ListName, AnsweredSource<never>>()
  made.set(shop, all)
  const known = all.get(name) as AnsweredSource<RowOf<Name>> | undefined
  const source = known ?? create(shop.lists.all$(name), fields, findIn)
  all.set(name, source as AnsweredSource<never>)
  return source
}

function create<Name extends ListName>(
  news$: ReturnType<Shop['lists']['all$']>,
  fields: readonly Field<RowOf<Name>>[],
  findIn: (row: RowOf<Name>) => readonly string[],
): AnsweredSource<RowOf<Name>> {
  const table = createTable(fields, findIn)
  const rows: RowOf<Name>[] = []
  const numbers = new Map<string, number>()
  const edited = createEditedRows<RowOf<Name>>()
  const listeners = new Set<() => void>()
  let whole = false

  news$.subscribe((news) => {
    for (const row of news.rows as readonly RowOf<Name>[]) {
      const number = numbers.get(row.id) ?? rows.length
      numbers.set(row.id, number)
      rows[number] = row
      table.put(number, edited.shown(number, row) ?? row)
    }
    for (const id of news.gone) {
      const number = numbers.get(id)
      if (number === undefined) continue
      // With the row its edits are gone.
      edited.shown(number, null)
      table.remove(number)
    }
    const isLast = news.whole && !whole
    whole ||= news.whole
    if (isLast || !whole) for (const listener of listeners) listener()
  })

  function change(id: string, how: (number: number) => void) {
    const number = numbers.get(id)
    if (number === undefined || !table.isLive(number)) return
    how(number)
    const shown = edited.shown(number, rows[number] ?? null)
    if (shown) table.put(number, shown)
  }

  return {
    table,
    at: (row) => (table.isLive(row) ? edited.shown(row, rows[row] ?? null) : null),
    idOf: (row) => rows[row]?.id ?? '',
    find: (id) => numbers.get(id) ?? -1,
    loaded: () => ({ count: rows.length, whole }),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    edited: (edit) => change(edit.id, (number) => edited.edited(number, edit)),
    answered: (item, edit) => change(item.id, (number) => edited.answered(number, item, edit)),
    forget: (edit) => change(edit.id, (number) => edited.forget(number, edit)),
  }
}
