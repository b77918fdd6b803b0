import { ArrowDown, ArrowUp } from 'lucide-react'
import type { PointerEvent } from 'react'
import { useTranslation } from '../../i18n/i18n.ts'
import { classNames } from '../../ui/class-names.ts'
import type { Sort } from '../table/field.ts'
import type { Placed } from './column.ts'
import { PickBox, pickWidth } from './pick-box.tsx'

type Props<Item> = {
  id: string
  columns: readonly Placed<Item>[]
  sort: readonly Sort[]
  picked: 'none' | 'some' | 'all' | null
  active: number | null
  onPress(column: number, beside: boolean): void
  onPick(): void
  onResize(name: string, width: number): void
  onMove(name: string, before: string): void
}

export const headHeight = 40

/** The heads of the columns: pressed they sort, dragged they move, and their edges set the width. */
export function GridHead<Item>(props: Props<Item>) {
  const { id, columns, sort, picked, active, onPress, onPick, onResize, onMove } = props
  const { t } = useTranslation()

  function resize(event: PointerEvent<HTMLElement>, { name, width }: Placed<Item>) {
    event.preventDefault()
    event.stopPropagation()
    const handle = event.currentTarget
    const from = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) =>
      onResize(name, Math.max(48, Math.min(1200, width + moved.clientX - from)))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    })
  }

  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex w-max min-w-full border-b border-line-strong bg-surface text-sm font-medium text-muted"
      style={{ height: headHeight }}
    >
      {picked === null ? null : (
        <div
          role="columnheader"
          id={`${id}-h-pick`}
          aria-colindex={1}
          onClick={onPick}
          className={classNames(
            'sticky left-0 z-10 grid shrink-0 cursor-pointer place-items-center bg-surface',
            active === 0 && 'grid-active',
          )}
          style={{ width: pickWidth }}
        >
          <span className="sr-only">{t('grid.pickPage')}</span>
          <PickBox state={picked} />
        </div>
      )}
      {columns.map((column, at) => {
        const index = at + (picked === null ? 0 : 1)
        const place = sort.findIndex(({ field }) => field === column.name)
        const down = sort[place]?.down
        const isSortable = column.sortable !== false
        return (
          <div
            key={column.name}
            role="columnheader"
            id={`${id}-h-${column.name}`}
            aria-colindex={index + 1}
            aria-sort={place < 0 ? (isSortable ? 'none' : undefined) : down ? 'descending' : 'ascending'}
            draggable
            onDragStart={(event) => event.dataTransfer.setData('text/x-column', column.name)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              const name = event.dataTransfer.getData('text/x-column')
              if (name && name !== column.name) onMove(name, column.name)
            }}
            onClick={(event) => onPress(index, event.shiftKey)}
            className={classNames(
              'relative flex shrink-0 items-center gap-1 px-3',
              isSortable && 'cursor-pointer hover:text-ink',
              column.end && 'flex-row-reverse',
              column.pinned && 'sticky z-10 bg-surface',
              place >= 0 && 'text-ink',
              active === index && 'grid-active',
            )}
            style={{ width: column.width, ...(column.pinned ? { left: column.left } : {}) }}
          >
            <span className="truncate">{column.title}</span>
            {place < 0 ? null : down ? (
              <ArrowDown aria-hidden className="size-3.5 shrink-0" />
            ) : (
              <ArrowUp aria-hidden className="size-3.5 shrink-0" />
            )}
            {place >= 0 && sort.length > 1 ? <span className="text-xs">{place + 1}</span> : null}
            <span
              aria-hidden
              onPointerDown={(event) => resize(event, column)}
              onClick={(event) => event.stopPropagation()}
              className="absolute inset-y-2 right-0 w-2 cursor-col-resize border-r-2 border-line hover:border-accent"
            />
          </div>
        )
      })}
    </div>
  )
}
