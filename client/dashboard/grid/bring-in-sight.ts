import { headHeight } from './grid-head.tsx'
import { pickWidth } from './pick-box.tsx'
import type { Placed } from './column.ts'

/** Scrolls no further than needed: the row under the head, the column beside the pinned ones. */
export function bringInSight<Item>(
  box: HTMLElement,
  row: { at: number; height: number },
  columns: readonly Placed<Item>[],
  index: number,
  hasPicks: boolean,
): void {
  if (row.at >= 0) {
    const top = row.at * row.height
    const bottom = top + row.height + headHeight
    if (top < box.scrollTop) box.scrollTop = top
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight
  }
  const target = columns[index]
  if (!target || target.pinned) return
  const before = hasPicks ? pickWidth : 0
  const fixed = before + columns.reduce((sum, one) => sum + (one.pinned ? one.width : 0), 0)
  const left = before + columns.slice(0, index).reduce((sum, one) => sum + one.width, 0)
  if (left - fixed < box.scrollLeft) box.scrollLeft = left - fixed
  else if (left + target.width > box.scrollLeft + box.clientWidth)
    box.scrollLeft = left + target.width - box.clientWidth
}
