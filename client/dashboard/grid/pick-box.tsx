import { Check, Minus } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'

/** Pixels of the column that selects. */
export const pickWidth = 44

/** Whether a row is selected, as a sign; what it is called stands beside it. */
export function PickBox({ state }: { state: 'none' | 'some' | 'all' }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-5 place-items-center rounded-md border',
        state === 'none' ? 'border-line-strong bg-surface' : 'border-accent bg-accent text-on-accent',
      )}
    >
      {state === 'all' ? <Check className="size-3.5" /> : null}
      {state === 'some' ? <Minus className="size-3.5" /> : null}
    </span>
  )
}
