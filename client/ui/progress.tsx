import { Progress as Base } from '@base-ui/react/progress'

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
  return (
    <Base.Root
      value={value === null ? null : Math.round(value * 100)}
      className="grid grid-cols-[1fr_auto] gap-y-1.5"
    >
      <Base.Label className="text-sm font-medium">{label}</Base.Label>
      <span className="figures text-sm text-muted">{figures}</span>
      <Base.Track className="col-span-2 h-2 overflow-hidden rounded-full bg-sunken">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  )
}
