import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'

/**
 * A dialog above everything, sheets and questions that are open included: none of them is reached by pointer, keyboard
 * or screen reader while it is there, and each is as it was afterwards. Nobody closes it from within: whoever shows it
 * takes it away.
 *
 * @param labelledBy the id of its heading
 */
export function TopDialog({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    if (!shown) return
    const before = document.activeElement
    shown.showModal()
    // Pressed twice, Escape closes what the browser calls modal, whatever is answered to it.
    const stay = () => (shown.open ? undefined : shown.showModal())
    shown.addEventListener('close', stay)
    window.addEventListener('keydown', keepEscape, { capture: true })
    return () => {
      shown.removeEventListener('close', stay)
      window.removeEventListener('keydown', keepEscape, { capture: true })
      shown.close()
      // What is below can be reached again once this drawing is done.
      queueMicrotask(() => (before instanceof HTMLElement ? before.focus() : undefined))
    }
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      role="dialog"
      data-open
      aria-modal
      aria-labelledby={labelledBy}
      onMouseDown={keepFocus}
      className="above m-auto max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] flex-col rounded-2xl bg-raised text-ink shadow-float outline-none backdrop:bg-black/45 open:flex print:hidden"
    >
      {children}
    </dialog>,
    document.body,
  )
}

/** Gives the focus to the element marked `data-first` below the element that has this reference, once it is there. */
export function useFirstFocus<Part extends HTMLElement>() {
  const part = useRef<Part>(null)
  useEffect(() => part.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  return part
}

/** Sheets below would hear it, and close. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
}

/** A press beside it takes the focus nowhere. */
function keepFocus(event: MouseEvent): void {
  if (event.target === event.currentTarget) event.preventDefault()
}
