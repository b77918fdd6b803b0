import { useRef } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { note as say } from '../../ui/note.ts'
import type { Source } from '../table/source.ts'
import type { Column } from './column.ts'

/** An edit of a cell: what stood there before and after, as text that could be typed. */
type Edited<Item> = { row: number; column: Column<Item>; before: string; after: string }

/** Takes back the last edit of this page by another one: what somebody has changed since is left alone. */
export function useUndo<Item>(source: Pick<Source<Item>, 'at'>) {
  const { t } = useWords()
  const begun = useRef<Edited<Item> | null>(null)
  const last = useRef<Edited<Item> | null>(null)

  function standing({ row, column }: Pick<Edited<Item>, 'row' | 'column'>): string | null {
    const item = source.at(row)
    return item && column.edit ? column.edit.begin(item) : null
  }

  const keep = {
    begin(row: number, column: Column<Item>) {
      const before = standing({ row, column })
      begun.current = before === null ? null : { row, column, before, after: before }
    },
    /** It is one that can be taken back where it changed anything. */
    end() {
      const edited = begun.current
      begun.current = null
      const after = edited ? standing(edited) : null
      if (edited && after !== null && after !== edited.before) last.current = { ...edited, after }
    },
  }

  function undo() {
    const edited = last.current
    const item = edited ? source.at(edited.row) : null
    last.current = null
    // Where it was refused meanwhile, it stands as before already.
    if (!edited || (item && standing(edited) === edited.before)) return say(t('grid.nothingToUndo'))
    const { title, edit } = edited.column
    if (!item || standing(edited) !== edited.after) return say(t('grid.changedSince', { column: title }))
    const why = edit?.take(item, edited.before) ?? null
    say(why ?? t('grid.undone', { column: title, value: edited.before || '—' }))
  }

  return { keep, undo }
}
