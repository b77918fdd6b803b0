import { useId } from 'react'
import { classNames } from './class-names.ts'

/** A bar with its words; `value` from 0 to 1, or null while the whole is not known. */
export function Progress({
  label,
  figures,
  value,
}: {
  label: string
  figures: string
  value: number | null
}) {
  const id = useId()
  const percent = value === null ? null : Math.round(value * 100)
  return (
    <div
      role="progressbar"
      aria-labelledby={id}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className="grid grid-cols-[1fr_auto] gap-y-1.5"
    >
      <span id={id} className="text-sm font-medium">
        {label}
      </span>
      <span className="figures text-sm text-muted">{figures}</span>
      <div className="col-span-2 h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className={classNames(
            'h-full rounded-full bg-accent transition-[width] duration-300',
            percent === null && 'w-1/3 animate-pulse',
          )}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  )
}
