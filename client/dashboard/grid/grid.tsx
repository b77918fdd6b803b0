import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ActionMenuAt } from '../../command-palette/action-menu.tsx'
import type { Action } from '../../command-palette/action.ts'
import { isPressed } from '../../command-palette/keys.ts'
import { perform } from '../../command-palette/perform.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note as say } from '../../ui/note.ts'
import { tabLine } from '../csv/write-csv.ts'
import type { Arrangement, Arranged } from '../table/arrangement.ts'
import type { Source } from '../table/source.ts'
import { isPicked, type Picked } from '../view/picked.ts'
import { step } from '../view/step.ts'
import { sortedAlso, type View } from '../view/view.ts'
import { moved, resized } from './arrange-columns.ts'
import { bringInSight } from './bring-in-sight.ts'
import { placed, type Column } from './column.ts'
import { GridEmpty, type Empty } from './grid-empty.tsx'
import { GridHead, headHeight } from './grid-head.tsx'
import { GridRow, type CellNote, type EndOfEdit, type RowProps } from './grid-row.tsx'
import { pickWidth } from './pick-box.tsx'
import { usePicking } from './use-picking.ts'
import { useUndo } from './use-undo.ts'
import { useWindow } from './use-window.ts'

export type GridProps<Item> = {
  label: string
  source: Source<Item>
  arranged: Arranged
  arrangement: Arrangement
  columns: readonly Column<Item>[]
  view: View
  onView(view: View): void
  /** Null where nothing is selected here. */
  picked: Picked | null
  onPicked?(picked: Picked): void
  notes?: ReadonlyMap<string, ReadonlyMap<string, CellNote>>
  empty: Empty
  /** What can be done with a row: its menu; the first is what opening it does. */
  withRow?(item: Item): readonly Action[]
}

/** Rows that are copied at once: more are a file's matter, or the page would stand still meanwhile. */
const mostCopied = 5_000

/** The cell that the keyboard is at: a row by its number (null is the head), so that it stays with what it is at. */
type Active = { row: number | null; at: number; column: number }

/**
 * A grid of any number of rows, by mouse and by keyboard (the grid pattern of ARIA): it has the focus itself and says
 * which cell is active, so that the focus outlives rows that are out of sight.
 */
export function Grid<Item>(props: GridProps<Item>) {
  const { source, arranged, arrangement, view, onView, picked, onPicked, withRow, notes } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows } = arranged
  const height = view.dense ? 34 : 46
  const sight = useWindow(scroller, rows.length, height, headHeight)
  const { narrow } = sight
  const offset = picked ? 1 : 0
  const columns = useMemo(
    () => placed(props.columns, view.columns, offset * pickWidth, narrow ? 170 : undefined),
    [props.columns, view.columns, offset, narrow],
  )
  const [active, setActive] = useState<Active>({ row: null, at: -1, column: offset })
  const [menu, setMenu] = useState<{ actions: readonly Action[]; place: { x: number; y: number } } | null>(
    null,
  )
  const { t, number } = useWords()
  const { keep, undo } = useUndo(source)
  const [editing, setEditing] = useState<{ row: number; column: string; typed: string | null } | null>(null)
  /** Where the active row stands now: it may have moved, or be gone. */
  const place = active.row === null ? -1 : arrangement.placeOf(active.row)
  const at = active.row === null ? -1 : place >= 0 ? place : Math.min(active.at, rows.length - 1)
  const total = columns.length + offset
  const column = Math.min(active.column, total - 1)
  const nameAt = (index: number) => (index < offset ? 'pick' : (columns[index - offset]?.name ?? ''))

  function goTo(next: { at: number; column: number }) {
    setActive({ row: next.at < 0 ? null : (rows[next.at] ?? null), ...next })
    if (scroller.current)
      bringInSight(scroller.current, { at: next.at, height }, columns, next.column - offset, picked !== null)
  }

  const { pageIds, pickPage, pickRange, toggle, pickNone, begin } = usePicking({
    source,
    rows,
    picked,
    onPicked,
    sight,
  })

  function edit(position: number, index: number): boolean {
    const row = rows[position]
    const target = columns[index - offset]
    const item = row === undefined ? null : source.at(row)
    if (row === undefined || !item || !target?.edit) return false
    const note = notes?.get(source.idOf(row))?.get(target.name)
    keep.begin(row, target)
    setEditing({ row, column: target.name, typed: note?.kind === 'refused' ? note.typed : null })
    return true
  }

  /** Forgets what was refused in a cell; false where nothing was. */
  function leave(position: number, index: number): boolean {
    const row = rows[position]
    const target = columns[index - offset]
    const item = row === undefined ? null : source.at(row)
    if (row === undefined || !item || !target?.edit?.leave) return false
    if (notes?.get(source.idOf(row))?.get(target.name)?.kind !== 'refused') return false
    target.edit.leave(item)
    return true
  }

  function edited(end: EndOfEdit) {
    keep.end()
    setEditing(null)
    scroller.current?.focus()
    if (end === 'down') goTo({ at: Math.min(rows.length - 1, at + 1), column })
    if (end === 'right') goTo({ at, column: Math.min(total - 1, column + 1) })
    if (end === 'left') goTo({ at, column: Math.max(0, column - 1) })
  }

  function pressHead(index: number, beside: boolean) {
    if (index < offset) return pickPage(!pageIds().every((one) => picked && isPicked(picked, one)))
    const target = columns[index - offset]
    if (target && target.sortable !== false)
      onView({ ...view, sort: sortedAlso(view.sort, target.name, beside) })
  }

  const resize = (name: string, width: number) => arrangeAs(resized(view, props.columns, name, width))
  const move = (name: string, before: string) => arrangeAs(moved(view, props.columns, name, before))
  const arrangeAs = (next: View | null) => (next ? onView(next) : undefined)

  function press(event: KeyboardEvent) {
    if (editing || event.nativeEvent.isComposing) return
    const { key, shiftKey } = event
    const command = event.ctrlKey || event.metaKey
    const target = columns[column - offset]
    const handled = () => event.preventDefault()
    if (isPressed(event.nativeEvent, 'Mod+Z')) {
      handled()
      return undo()
    }
    if (command && key.toLowerCase() === 'a' && picked) {
      handled()
      return pickPage(true)
    }
    if (event.altKey) {
      // At a column's head: Alt moves it, with Shift its edge.
      const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
      if (by === 0 || at >= 0 || !target) return
      handled()
      if (shiftKey) return resize(target.name, Math.max(48, Math.min(1200, target.width + by * 16)))
      const beside = columns[column - offset + by]
      if (beside && beside.pinned === target.pinned) {
        move(target.name, beside.name)
        setActive({ ...active, column: column + by })
      }
      return
    }
    if (key === ' ') {
      handled()
      if (at < 0) return pressHead(column, shiftKey)
      return shiftKey ? pickRange(at, at) : toggle(at)
    }
    if (key === 'Enter' || key === 'F2') {
      handled()
      if (at < 0) return pressHead(column, shiftKey)
      const item = rows[at] === undefined ? null : source.at(rows[at])
      if (!edit(at, column) && key === 'Enter' && item) open(item)
      return
    }
    if (key === 'Escape') return leave(at, column) || !picked ? undefined : pickNone()
    if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return showMenu(event)
    const next = step(event, { at, column }, { rows: rows.length, columns: total, page: sight.page })
    if (!next) return
    handled()
    if (shiftKey && next.at !== at) pickRange(at, next.at)
    else if (!shiftKey) begin()
    goTo(next)
  }

  /** What is selected, as a spreadsheet takes it; a text that is marked, or typed, is copied as everywhere. */
  function copy(event: ClipboardEvent) {
    if (!picked || editing || getSelection()?.isCollapsed === false) return
    const chosen = [...rows].filter((row) => isPicked(picked, source.idOf(row)))
    if (chosen.length === 0) return
    event.preventDefault()
    if (chosen.length > mostCopied) return say(t('grid.tooManyToCopy', { most: number(mostCopied) }))
    const items = chosen.map((row) => source.at(row)).filter((item) => item !== null)
    const lines = [
      columns.map(({ title }) => title),
      ...items.map((item) => columns.map(({ text }) => text(item))),
    ]
    event.clipboardData.setData('text/plain', lines.map(tabLine).join('\r\n'))
    say(t('grid.copied', { count: items.length }))
  }

  function pressCell(row: number, index: number, event: MouseEvent) {
    const position = arrangement.placeOf(row)
    setActive({ row, at: position, column: index })
    scroller.current?.focus({ preventScroll: true })
    if (event.shiftKey && picked) return pickRange(at, position)
    if (index < offset || event.ctrlKey || event.metaKey) return toggle(position)
    const item = source.at(row)
    if (item && columns[index - offset]?.edit === undefined) open(item)
  }

  function open(item: Item) {
    const [first] = withRow?.(item) ?? []
    if (first) perform(first)
  }

  /** The menu of a row: of the one that is pointed at, or by the key for it of the one that is active. */
  function showMenu(event: MouseEvent | KeyboardEvent) {
    const pointed = event.target instanceof Element ? event.target.closest('[data-row]') : null
    const row = pointed ? Number(pointed.getAttribute('data-row')) : rows[at]
    const item = row === undefined ? null : source.at(row)
    const actions = item && withRow ? withRow(item) : []
    if (row === undefined || actions.length === 0 || editing) return
    event.preventDefault()
    const cell = pointed ? null : document.getElementById(activeId)?.getBoundingClientRect()
    const place =
      'clientX' in event && pointed
        ? { x: event.clientX, y: event.clientY }
        : { x: (cell?.left ?? 0) + 8, y: cell?.bottom ?? 0 }
    if (pointed) setActive({ row, at: arrangement.placeOf(row), column })
    setMenu({ actions, place })
  }

  // Rows that are drawn already are not drawn again because the handlers are others.
  const handlers = useRef({ pressCell, edit, edited })
  useLayoutEffect(() => {
    handlers.current = { pressCell, edit, edited }
  })
  const onPress = useCallback<RowProps<Item>['onPress']>(
    (...given) => handlers.current.pressCell(...given),
    [],
  )
  const onEdited = useCallback<RowProps<Item>['onEdited']>((end) => handlers.current.edited(end), [])
  const onEdit = useCallback<RowProps<Item>['onEdit']>(
    (row, index) => void handlers.current.edit(arrangement.placeOf(row), index),
    [arrangement],
  )

  const shown: number[] = []
  for (let position = sight.from; position < sight.to; position += 1) shown.push(position)
  // The active row exists wherever it is, or a screen reader would lose it.
  if (at >= 0 && (at < sight.from || at >= sight.to)) shown.push(at)
  const isEmpty = rows.length === 0
  const inSight = picked && !isEmpty ? pageIds().filter((one) => isPicked(picked, one)).length : 0
  const isAll = inSight > 0 && inSight === pageIds().length
  const activeId = at < 0 ? `${id}-h-${nameAt(column)}` : `${id}-${rows[at]}-${nameAt(column)}`

  return (
    <div className="relative min-h-48 flex-1 overflow-hidden rounded-2xl border border-line bg-surface">
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={total}
        aria-multiselectable={picked ? true : undefined}
        aria-activedescendant={activeId}
        aria-busy={props.empty.kind === 'loading'}
        onKeyDown={press}
        onCopy={copy}
        onContextMenu={showMenu}
        onPointerMove={() => arrangement.hold(true)}
        onPointerLeave={(event) => arrangement.hold(event.currentTarget.contains(document.activeElement))}
        onFocus={() => arrangement.hold(true)}
        onBlur={(event) =>
          event.currentTarget.contains(event.relatedTarget) ? undefined : arrangement.hold(false)
        }
        className="grid-focus absolute inset-0 overflow-auto"
        data-testid="grid"
      >
        <GridHead
          id={id}
          columns={columns}
          sort={view.sort}
          picked={picked ? (isAll ? 'all' : inSight > 0 ? 'some' : 'none') : null}
          active={at < 0 ? column : null}
          onPress={(index, beside) => {
            setActive({ row: null, at: -1, column: index })
            pressHead(index, beside)
          }}
          onPick={() => pressHead(0, false)}
          onResize={resize}
          onMove={move}
        />
        {isEmpty ? null : (
          <div role="rowgroup" className="relative" style={{ height: rows.length * height }}>
            {shown.map((position) => {
              const row = rows[position]!
              const rowId = source.idOf(row)
              return (
                <GridRow
                  key={row}
                  id={id}
                  row={row}
                  at={position}
                  top={position * height}
                  height={height}
                  item={source.at(row)}
                  columns={columns}
                  picked={picked && isPicked(picked, rowId)}
                  active={position === at ? column : null}
                  editing={editing?.row === row ? editing : null}
                  notes={notes?.get(rowId) ?? null}
                  opens={withRow !== undefined}
                  onPress={onPress}
                  onEdit={onEdit}
                  onEdited={onEdited}
                />
              )
            })}
          </div>
        )}
      </div>
      {menu ? (
        <ActionMenuAt
          label={t('grid.rowMenu')}
          actions={menu.actions}
          at={menu.place}
          back={() => scroller.current}
          onClose={() => setMenu(null)}
        />
      ) : null}
      {isEmpty ? (
        <div className="absolute inset-x-0 top-10 bottom-0 overflow-hidden bg-surface">
          <GridEmpty empty={props.empty} />
        </div>
      ) : null}
    </div>
  )
}
