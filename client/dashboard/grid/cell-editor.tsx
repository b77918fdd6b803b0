import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Edit } from './column.ts'
import type { EndOfEdit } from './grid-row.tsx'

type Props<Item> = {
  label: string
  edit: Edit<Item>
  item: Item
  /** What was typed before and refused; null for what is there now. */
  typed: string | null
  fault: string | null
  onEnd(end: EndOfEdit): void
}

const field =
  'h-8 w-full min-w-0 rounded-md border border-accent bg-raised px-2 text-ink aria-invalid:border-bad'

/** A cell that is typed in: Enter takes it, Tab takes it and moves on, Escape leaves it as it was, also where it was refused before. */
export function CellEditor<Item>({ label, edit, item, typed, fault: before, onEnd }: Props<Item>) {
  const id = useId()
  const [value, setValue] = useState(typed ?? edit.begin(item))
  const [fault, setFault] = useState(before)
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null)
  const ended = useRef(false)
  useEffect(() => {
    input.current?.focus()
    if (input.current instanceof HTMLInputElement) input.current.select()
  }, [])

  function take(end: EndOfEdit) {
    if (ended.current) return
    // Nothing was typed: nothing is sent.
    const why = value === edit.begin(item) && typed === null ? null : edit.take(item, value)
    if (why !== null) return setFault(why)
    ended.current = true
    onEnd(end)
  }

  function press(event: KeyboardEvent) {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      ended.current = true
      edit.leave?.(item)
      onEnd('stay')
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take('down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      take(event.shiftKey ? 'left' : 'right')
    }
  }

  const common = {
    ref: input,
    'aria-label': label,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': fault ? `${id}-fault` : undefined,
    value,
    onKeyDown: press,
    className: field,
  } as const
  return (
    <div className="relative w-full" onClick={(event) => event.stopPropagation()}>
      {edit.options ? (
        <select
          {...common}
          onChange={(event) => setValue(event.currentTarget.value)}
          onBlur={() => take('stay')}
        >
          {edit.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          list={edit.suggestions ? `${id}-list` : undefined}
          onChange={(event) => {
            setValue(event.currentTarget.value)
            setFault(null)
          }}
          onBlur={() => take('stay')}
        />
      )}
      {edit.suggestions ? (
        <datalist id={`${id}-list`}>
          {edit.suggestions().map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
      {fault ? (
        <p
          id={`${id}-fault`}
          role="alert"
          className="absolute top-full left-0 z-30 mt-1 w-max max-w-72 rounded-lg bg-bad-soft px-3 py-2 text-sm whitespace-normal text-bad shadow-float"
        >
          {fault}
        </p>
      ) : null}
    </div>
  )
}
