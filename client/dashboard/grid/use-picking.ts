import { useState } from 'react'
import type { Source } from '../table/source.ts'
import { isPicked, picking, type Picked } from '../view/picked.ts'

type Parts<Item> = {
  source: Source<Item>
  rows: Uint32Array
  picked: Picked | null
  onPicked: ((picked: Picked) => void) | undefined
  /** The rows in sight are a page: PgDn goes on to the next. */
  sight: { first: number; page: number }
}

/** Selecting rows by their places: one, from where it began to here, or the page; nothing where nothing is selected. */
export function usePicking<Item>({ source, rows, picked, onPicked, sight }: Parts<Item>) {
  const [anchor, setAnchor] = useState<number | null>(null)

  const idsBetween = (a: number, b: number) =>
    Array.from(rows.subarray(Math.max(0, Math.min(a, b)), Math.max(a, b) + 1), source.idOf)
  const pageIds = () => idsBetween(sight.first, Math.min(rows.length, sight.first + sight.page) - 1)

  return {
    pageIds,
    pickPage(wanted: boolean) {
      if (picked) onPicked?.(picking(picked, pageIds(), wanted))
    },
    pickRange(from: number, to: number) {
      if (!picked || to < 0) return
      const begun = anchor ?? Math.max(0, from)
      setAnchor(begun)
      onPicked?.(picking(picked, idsBetween(begun, to), true))
    },
    toggle(position: number) {
      const row = rows[position]
      if (!picked || row === undefined) return
      const id = source.idOf(row)
      setAnchor(position)
      onPicked?.(picking(picked, [id], !isPicked(picked, id)))
    },
    pickNone() {
      onPicked?.({ kind: 'some', ids: new Set() })
      setAnchor(null)
    },
    /** The next range begins where the keyboard then is. */
    begin: () => setAnchor(null),
  }
}
