import type { MouseEvent } from 'react'
import { memo } from 'react'
import { useTranslation } from '../../i18n/i18n.ts'
import { classNames } from '../../ui/class-names.ts'
import { CellEditor } from './cell-editor.tsx'
import type { Placed } from './column.ts'
import { PickBox, pickWidth } from './pick-box.tsx'

/** What became of an edit of a cell. */
export type CellNote = { kind: 'saving' } | { kind: 'refused'; typed: string; why: string }

export type EndOfEdit = 'stay' | 'down' | 'right' | 'left'

export type RowProps<Item> = {
  id: string
  row: number
  at: number
  top: number
  height: number
  item: Item | null
  columns: readonly Placed<Item>[]
  /** Null where rows are not selected here. */
  picked: boolean | null
  /** The column that the keyboard is at; null where it is in another row. */
  active: number | null
  /** The column that is edited, and what was typed before. */
  editing: { column: string; typed: string | null } | null
  notes: ReadonlyMap<string, CellNote> | null
  opens: boolean
  onPress(row: number, column: number, event: MouseEvent): void
  onEdit(row: number, column: number): void
  onEdited(end: EndOfEdit): void
}

/** One row. It is drawn again only where something in it has changed: scrolling moves rows that stand already. */
export const GridRow = memo(Row) as typeof Row

function Row<Item>(props: RowProps<Item>) {
  const { id, row, at, top, height, item, columns, picked, active, editing, notes, opens } = props
  const { t } = useTranslation()
  const ground = picked ? 'bg-accent-soft' : 'bg-surface group-hover/row:bg-sunken'
  const offset = picked === null ? 0 : 1
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      data-row={row}
      aria-selected={picked ?? undefined}
      className={classNames(
        'group/row absolute top-0 left-0 flex w-max min-w-full border-b border-line text-[15px]',
        picked ? 'bg-accent-soft' : 'bg-surface hover:bg-sunken',
        opens && 'cursor-pointer',
        // What is wrong with what was typed lies over the rows below.
        editing && 'z-20',
      )}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {picked === null ? null : (
        <div
          role="gridcell"
          id={`${id}-${row}-pick`}
          aria-colindex={1}
          aria-label={picked ? t('grid.picked') : t('grid.notPicked')}
          onClick={(event) => props.onPress(row, 0, event)}
          className={classNames(
            'sticky left-0 z-10 grid shrink-0 cursor-pointer place-items-center',
            ground,
            active === 0 && 'grid-active',
          )}
          style={{ width: pickWidth }}
        >
          <PickBox state={picked ? 'all' : 'none'} />
        </div>
      )}
      {columns.map((column, place) => {
        const note = notes?.get(column.name)
        const isEdited = editing?.column === column.name && item !== null && column.edit !== undefined
        return (
          <div
            key={column.name}
            role="gridcell"
            id={`${id}-${row}-${column.name}`}
            aria-colindex={place + offset + 1}
            aria-readonly={column.edit ? false : undefined}
            aria-invalid={note?.kind === 'refused' ? true : undefined}
            title={note?.kind === 'refused' ? note.why : undefined}
            onClick={(event) => props.onPress(row, place + offset, event)}
            onDoubleClick={() => props.onEdit(row, place + offset)}
            className={classNames(
              'flex shrink-0 items-center px-3',
              column.end && 'figures justify-end',
              column.pinned && classNames('sticky z-10', ground),
              active === place + offset && 'grid-active',
            )}
            style={{ width: column.width, ...(column.pinned ? { left: column.left } : {}) }}
          >
            {isEdited && column.edit ? (
              <CellEditor
                label={column.title}
                edit={column.edit}
                item={item}
                typed={editing.typed}
                fault={note?.kind === 'refused' ? note.why : null}
                onEnd={props.onEdited}
              />
            ) : (
              <>
                {note?.kind === 'refused' ? (
                  <s className="mr-1.5 min-w-0 shrink-2 truncate text-bad">{note.typed}</s>
                ) : null}
                <span className="min-w-0 truncate">{item === null ? '—' : column.cell(item)}</span>
                {note?.kind === 'saving' ? (
                  <span
                    role="img"
                    aria-label={t('grid.saving')}
                    className="ml-1.5 size-2 shrink-0 rounded-full bg-accent"
                  />
                ) : null}
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
