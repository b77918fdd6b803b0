import { useEffect, useRef } from 'react'

/**
 * A key of the page, by its place on the keyboard: the same in every alphabet. Never while somebody types, holds a
 * modifier or answers a dialog; Enter never where it presses what has the focus.
 */
export function useKey(code: string, press: () => void): void {
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== code || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const at = event.target instanceof HTMLElement ? event.target : null
      if (at?.closest('input:not([type=radio]), textarea, select, [role=dialog]')) return
      if (document.querySelector('[role=dialog]')) return
      if (code === 'Enter' && at?.closest('button, a, summary')) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [code])
}
