import type { KeyboardEvent } from 'react'
import { classNames } from './class-names.ts'

type Props<Value extends string> = {
  label: string
  value: Value | null
  options: readonly { value: Value; label: string }[]
  onChange(value: Value): void
}

/** One of several short answers, side by side; arrows move between them. None may be chosen at first. */
export function Chips<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const entered = options.some((option) => option.value === value) ? value : options[0]?.value

  function move(event: KeyboardEvent<HTMLElement>) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const at = options.findIndex((option) => option.value === entered)
    const next = (at + by + options.length) % options.length
    const target = options[next]
    if (target) onChange(target.value)
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus()
  }

  return (
    <div>
      <p className="mb-1.5 text-sm font-medium text-muted">{label}</p>
      <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-2" onKeyDown={move}>
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={option.value === value}
            tabIndex={option.value === entered ? 0 : -1}
            onClick={() => onChange(option.value)}
            className={classNames(
              'min-h-12 rounded-xl border px-3.5 text-[15px] font-medium',
              option.value === value
                ? 'border-accent bg-accent-soft text-accent-text'
                : 'border-line-strong hover:bg-sunken',
            )}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}
