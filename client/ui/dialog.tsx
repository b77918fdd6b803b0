import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { classNames } from './class-names.ts'

type Props = {
  open: boolean
  onClose(): void
  title: string
  description?: ReactNode
  /** `middle` for a question, `side` for a list that is looked at and left again. */
  place?: 'middle' | 'side'
  closeLabel: string
  children: ReactNode
}

const places = {
  middle:
    'left-1/2 top-1/2 max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-2xl data-starting-style:scale-[0.98] data-ending-style:scale-[0.98]',
  side: 'right-0 top-0 h-dvh w-[min(30rem,100vw)] sm:rounded-l-2xl data-starting-style:translate-x-6 data-ending-style:translate-x-6',
} as const

/**
 * A dialog or a sheet. Escape and a press outside close it; focus goes in and comes back. It goes to the element
 * marked `data-first`, where there is one: for a question that is the button that Enter should press.
 */
export function Dialog({ open, onClose, title, description, place = 'middle', closeLabel, children }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 print:hidden" />
        <Base.Popup
          ref={popup}
          data-place={place}
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-first]') ?? true}
          className={classNames(
            'above fixed z-50 flex flex-col bg-raised text-ink shadow-float outline-none',
            'transition-[opacity,scale,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            places[place],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1 pt-1.5">
              <Base.Title className="text-xl font-semibold tracking-tight text-balance">{title}</Base.Title>
              {description ? (
                <Base.Description className="mt-1 text-[15px] text-muted">{description}</Base.Description>
              ) : null}
            </div>
            <Base.Close
              aria-label={closeLabel}
              className="-mr-2 grid size-12 shrink-0 place-items-center rounded-xl text-muted hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden className="size-5" />
            </Base.Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pb-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
