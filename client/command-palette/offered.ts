import type { Action } from './action.ts'
import { isAsked } from './call-palette.ts'
import { isPressed } from './keys.ts'
import { lettersAreKeys } from './letter-keys.ts'
import { perform } from './perform.ts'

const groups = new Map<symbol, readonly Action[]>()

/** What the page in sight offers, in the order in which its parts came. Each was permitted when it was offered. */
export function offeredHere(): Action[] {
  return [...groups.values()].flat()
}

/** Offers these in place of what this part of the page offered before, where it stood. Their keys work from now on. */
export function offer(part: symbol, actions: readonly Action[]): void {
  groups.set(part, actions)
  addEventListener('keydown', press)
}

/** This part of the page is gone. */
export function withdraw(part: symbol): void {
  groups.delete(part)
  if (groups.size === 0) removeEventListener('keydown', press)
}

/**
 * Never while somebody types or answers a dialog; keys that mean something to what has the focus are left to it. A key
 * with Ctrl works while typing too, and Escape.
 */
function press(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || isAsked()) return
  const at = event.target instanceof HTMLElement ? event.target : null
  const hasMod = event.ctrlKey || event.metaKey
  if (!hasMod && event.key !== 'Escape' && at?.closest(typed)) return
  if (event.key === 'Enter' && at?.closest('button, a, summary, [role=grid]')) return
  if (!hasMod && event.key.length === 1 && !lettersAreKeys()) return
  const isStep = event.key.startsWith('Arrow')
  if (isStep && at?.closest('[role=grid], [role=listbox], [role=group], input')) return
  // Holding a key goes on stepping, and does nothing else twice.
  if (event.repeat && !isStep) return
  // A part that came later lies over the others.
  const meant = offeredHere().findLast(
    ({ keys, orKeys }) =>
      (keys !== undefined && isPressed(event, keys)) || (orKeys !== undefined && isPressed(event, orKeys)),
  )
  if (!meant || meant.off) return
  event.preventDefault()
  perform(meant)
}

const typed = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]'
