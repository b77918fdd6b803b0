import { ArrowDown, ArrowUp, Pin } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import type { ColumnPlace } from '../view/view.ts'
import { placesOf, type Column } from './column.ts'

type Props<Item> = {
  columns: readonly Column<Item>[]
  places: readonly ColumnPlace[] | null
  onChange(places: readonly ColumnPlace[] | null): void
  onClose(): void
}

/** Which columns are shown, in which order, and which stay in sight. The last one stays. */
export function ColumnsDialog<Item>({ columns, places, onChange, onClose }: Props<Item>) {
  const { t } = useWords()
  const now = places ?? placesOf(columns)
  const shown = now.flatMap((place) => columns.filter(({ name }) => name === place.name))
  const hidden = columns.filter((column) => !shown.includes(column))

  function show(name: string, wanted: boolean) {
    if (wanted) onChange([...now, { name, width: null, pinned: false }])
    else if (shown.length > 1) onChange(now.filter((place) => place.name !== name))
  }

  function move(at: number, by: number) {
    const order = [...now]
    const [one] = order.splice(at, 1)
    if (one) order.splice(at + by, 0, one)
    onChange(order)
  }

  return (
    <Dialog open onClose={onClose} place="side" title={t('grid.columns')} closeLabel={t('common.close')}>
      <ul className="flex flex-col py-2" data-testid="columns-dialog">
        {[...shown, ...hidden].map((column) => {
          const at = now.findIndex(({ name }) => name === column.name)
          const isPinned = now[at]?.pinned === true
          return (
            <li key={column.name} className="flex items-center gap-1 border-b border-line">
              <label className="flex min-h-12 flex-1 items-center gap-3">
                <input
                  type="checkbox"
                  className="size-5 accent-(--accent)"
                  checked={at >= 0}
                  onChange={(event) => show(column.name, event.currentTarget.checked)}
                />
                {column.title}
              </label>
              {at < 0 ? null : (
                <>
                  <IconButton
                    label={t('grid.pin', { name: column.title })}
                    aria-pressed={isPinned}
                    onClick={() =>
                      onChange(
                        now.map((place, index) => (index === at ? { ...place, pinned: !isPinned } : place)),
                      )
                    }
                  >
                    <Pin
                      aria-hidden
                      className={classNames('size-4.5', isPinned && 'fill-current text-accent-text')}
                    />
                  </IconButton>
                  <IconButton
                    label={t('grid.moveUp', { name: column.title })}
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    <ArrowUp aria-hidden className="size-4.5" />
                  </IconButton>
                  <IconButton
                    label={t('grid.moveDown', { name: column.title })}
                    disabled={at === now.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    <ArrowDown aria-hidden className="size-4.5" />
                  </IconButton>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <Button onClick={() => onChange(null)}>{t('grid.columnsReset')}</Button>
    </Dialog>
  )
}
