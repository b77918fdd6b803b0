import { useId } from 'react'

type Props = { label: string; hint: string; value: boolean; onChange(value: boolean): void }

/** Something that is on or off: the words at its side say what being on means, and a press on them is a press on it. */
export function Switch({ label, hint, value, onChange }: Props) {
  const id = useId()
  return (
    <div className="flex items-start gap-4">
      <label htmlFor={id} className="flex-1 cursor-pointer py-1">
        <span className="font-medium">{label}</span>
        <span id={`${id}-hint`} className="mt-0.5 block text-sm text-muted">
          {hint}
        </span>
      </label>
      <button
        type="button"
        id={id}
        role="switch"
        aria-checked={value}
        aria-label={label}
        aria-describedby={`${id}-hint`}
        onClick={() => onChange(!value)}
        className="group grid h-12 w-16 shrink-0 place-items-center rounded-xl"
      >
        <span className="flex h-8 w-14 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors group-aria-checked:border-accent group-aria-checked:bg-accent">
          <span className="size-6 rounded-full bg-muted transition-[translate,background-color] duration-100 group-aria-checked:translate-x-6 group-aria-checked:bg-on-accent" />
        </span>
      </button>
    </div>
  )
}
