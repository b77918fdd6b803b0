import { useId } from 'react'

type Props<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange(value: Value): void
  /** Whether the label is seen, above, or only heard. */
  isShown?: boolean
}

/** One of many, by the browser's own list: it has the keyboard and the phone's wheel. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  isShown = false,
}: Props<Value>) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={isShown ? 'text-sm font-medium text-muted' : 'sr-only'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
        className="h-12 max-w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
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
