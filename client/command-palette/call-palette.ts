import type { Action } from './action.ts'
import { isPressed } from './keys.ts'

/** What is called for: the palette, or the question before something is destroyed. */
export type Called = { kind: 'palette' } | { kind: 'question'; action: Action }

let waiting: Called | null = null
let show: ((called: Called) => void) | null = null
let wanted: (() => void) | null = null

/** Calls the palette or a question: on whichever page. */
export function callFor(called: Called): void {
  if (show) return show(called)
  waiting = called
  wanted?.()
}

/** Called once something is called for: only then is it loaded. A till that nobody asks for a palette has none. */
export function whenCalled(load: () => void): () => void {
  wanted = load
  if (waiting) load()
  const press = (event: KeyboardEvent) => {
    if (!isPressed(event, 'Mod+K') || event.repeat) return
    // The browser's own meaning is its address bar: nobody wants that with a sheet open either.
    event.preventDefault()
    if (!isAsked()) callFor({ kind: 'palette' })
  }
  addEventListener('keydown', press)
  return () => {
    wanted = null
    removeEventListener('keydown', press)
  }
}

/** From now on what is called for is shown so; gives what ends it. */
export function showCalled(by: (called: Called) => void): () => void {
  show = by
  if (waiting) by(waiting)
  waiting = null
  return () => {
    show = null
  }
}

/**
 * Whether a sheet, a question or a menu is open, and not on its way out. What is only said in passing calls itself a
 * dialog too, but not a modal one.
 */
export function isAsked(): boolean {
  return document.querySelector(open) !== null
}

const open = '[role="dialog"][data-open]:not([aria-modal="false"]), [role="menu"][data-open]'
