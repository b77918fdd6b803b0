import type { ComponentProps } from 'react'
import { useId } from 'react'
import { classNames } from './class-names.ts'

export type TextFieldProps = Omit<ComponentProps<'input'>, 'className' | 'id'> & {
  label: string
  hint?: string | undefined
  /** What is wrong with the value, in words that say what to change. */
  fault?: string | null | undefined
  big?: boolean
}

/** A field with its label above and its fault or hint below. */
export function TextField({ label, hint, fault, big = false, ...more }: TextFieldProps) {
  const id = useId()
  const below = fault || hint
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {label}
      </label>
      <input
        {...more}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        className={classNames(
          'w-full rounded-xl border border-line-strong bg-surface px-4 text-ink',
          'aria-invalid:border-bad disabled:bg-sunken disabled:text-muted',
          big ? 'figures h-16 text-3xl font-semibold' : 'h-12 text-base',
        )}
      />
      {below ? (
        <p id={`${id}-below`} className={classNames('text-sm', fault ? 'text-bad' : 'text-muted')}>
          {below}
        </p>
      ) : null}
    </div>
  )
}
