import { useId } from 'react'

type Props = {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  /** Said where there is nothing to choose from. */
  none: string
  onPick(value: string): void
}

/** One of several, from a list that the browser shows. */
export function Pick({ label, value, options, none, onPick }: Props) {
  const id = useId()
  if (options.length === 0) return <p className="text-warn">{none}</p>
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onPick(event.currentTarget.value)}
        className="h-12 w-full rounded-xl border border-line-strong bg-surface px-3"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
