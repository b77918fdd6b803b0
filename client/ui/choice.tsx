import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { ReactNode } from 'react'
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
    <ToggleGroup
      aria-label={label}
      value={[value]}
      // The group allows none to be pressed; here one always is.
      onValueChange={([next]) => (next === undefined ? undefined : onChange(next as Value))}
      className="flex gap-1 rounded-xl bg-sunken p-1"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className={classNames(
            'flex flex-1 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap text-muted',
            'hover:text-ink data-pressed:bg-raised data-pressed:text-ink data-pressed:shadow-card',
            small ? 'h-9 px-3 text-sm' : 'min-h-12 px-4 text-[15px] max-sm:gap-1.5 max-sm:px-2',
          )}
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
