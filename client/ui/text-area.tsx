import { useId } from 'react'
import { classNames } from './class-names.ts'

type Props = {
  label: string
  hint: string
  /** What is wrong with the value, in words that say what to change. */
  fault: string | null
  value: string
  rows: number
  onChange(value: string): void
}

/** A field for a few lines of text. */
export function TextArea({ label, hint, fault, value, rows, onChange }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={`${id}-below`}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="w-full resize-y rounded-xl border border-line-strong bg-surface px-4 py-3 text-base text-ink aria-invalid:border-bad"
      />
      <p id={`${id}-below`} className={classNames('text-sm', fault ? 'text-bad' : 'text-muted')}>
        {fault ?? hint}
      </p>
    </div>
  )
}
