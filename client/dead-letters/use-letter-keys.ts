import { useEffect, useRef } from 'react'
import type { Mode } from './letter-panel.tsx'

type Keys = {
  onStep(by: 1 | -1): void
  onCause(by: 1 | -1): void
  onMode(mode: Mode): void
  /** A form is open: letters are text, only Escape is a command. */
  isWriting: boolean
}

/**
 * The keys of the desk: arrows or J and K from letter to letter, brackets from cause to cause, R sends again, Shift+A the
 * whole cause, E corrects, D discards, Escape goes back.
 */
export function useLetterKeys(keys: Keys): void {
  const held = useRef(keys)
  useEffect(() => {
    held.current = keys
  })
  useEffect(() => {
    function command(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isAsked()) return
      const { onStep, onCause, onMode, isWriting } = held.current
      if (event.key === 'Escape' && isWriting) onMode('look')
      if (isWriting || isField(event.target)) return
      const commands: Record<string, () => void> = {
        ArrowDown: () => onStep(1),
        j: () => onStep(1),
        ArrowUp: () => onStep(-1),
        k: () => onStep(-1),
        ']': () => onCause(1),
        '[': () => onCause(-1),
        r: () => press('r'),
        e: () => onMode('edit'),
        d: () => onMode('discard'),
        // Many at once: not by a slip of one finger.
        A: () => press('a'),
      }
      const asked = commands[event.key]
      if (!asked) return
      event.preventDefault()
      asked()
    }
    addEventListener('keydown', command)
    return () => removeEventListener('keydown', command)
  }, [])
}

/** Presses the button that this key stands on. */
function press(key: string): void {
  document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click()
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}

/** A sheet or question is open. What is only said in passing calls itself a dialog too, but not a modal one. */
function isAsked(): boolean {
  return document.querySelector('[role="dialog"]:not([aria-modal="false"])') !== null
}
