import type { ReactNode } from 'react'
import { moveByArrows } from './arrows.ts'
import { classNames } from './class-names.ts'

type Props<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: ReactNode }[]
  onChange(value: Value): void
  small?: boolean
}

/** One of a few, all in sight; arrows move between them. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  small = false,
}: Props<Value>) {
  return (
    <div
      role="group"
      aria-label={label}
      onKeyDown={moveByArrows}
      className="flex min-h-fit max-w-full gap-2 overflow-x-auto rounded-xl bg-sunken p-1"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          // One is always pressed; pressing it again says nothing new.
          onClick={() => (option.value === value ? undefined : onChange(option.value))}
          className={classNames(
            'flex min-w-fit flex-1 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap text-muted',
            'hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-card',
            small ? 'h-9 px-3 text-sm' : 'min-h-12 px-4 text-[15px] max-sm:gap-1.5 max-sm:px-2',
          )}
        >
          <span className="inline-flex min-w-8 items-center justify-center gap-2">{option.label}</span>
        </button>
      ))}
    </div>
  )
}
