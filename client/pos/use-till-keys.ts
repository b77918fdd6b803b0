import type { RefObject } from 'react'
import { useEffect, useState } from 'react'
import { earlyKeys, textFieldIn } from './early-keys.ts'
import type { TillAction } from './keys.ts'
import { actionOf, isPrintable, nameOfKey, needsEmptySearch } from './keys.ts'
import { tillPrefs } from './prefs-here.ts'
import { hear, noBurst, usualScanner } from './scanner.ts'

/** Who hears the keys: a till, or another page that scans. */
type Listener = { state(): { typed: string }; type(typed: string): void; scan(code: string): void }

type Before = { typed: string; field: HTMLInputElement | null; value: string }

/**
 * Listens to the whole window: scans wherever the focus is, the till's keys where no dialog is open, and every
 * other printable key as a letter for the search field, or where there is none, for that of what is open.
 *
 * @param opens what a key has just opened, as a selector: keys that come before it is there are typed into it
 */
export function useTillKeys(
  till: Listener | null,
  search: RefObject<HTMLInputElement | null>,
  act: (action: TillAction) => void,
  opens: () => string | null = nothing,
) {
  const [early] = useState(earlyKeys)
  useEffect(() => {
    if (!till) return
    let burst = noBurst
    let before: Before = { typed: '', field: null, value: '' }

    function onKey(event: KeyboardEvent) {
      if (!till || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
      const prefs = tillPrefs.state()
      const [next, heard] = hear(
        burst,
        { key: event.key, at: event.timeStamp },
        { ...usualScanner, gap: prefs.gap },
      )
      burst = next
      if (heard.kind === 'begins') before = remember(till, search.current)
      if (heard.kind === 'scan') {
        event.preventDefault()
        event.stopPropagation()
        early.forget()
        takeBack(till, before)
        till.scan(heard.code)
        return
      }
      if (early.keeps(event, opens())) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      if (dialogIsOpen()) return

      const inSearch = event.target === search.current
      const inField = isField(event.target) && !inSearch
      const action = heard.kind === 'continues' ? null : actionOf(nameOfKey(event), prefs.keys)
      const isFree = !inField || !(isPrintable(event.key) || isEditing(event.key))
      if (action && isFree && !(needsEmptySearch(action, prefs.keys) && till.state().typed !== '')) {
        // A letter of the map must not land in the field as well.
        event.preventDefault()
        act(action)
        early.expect(event.timeStamp)
        return
      }
      const pressesButton = event.key === ' ' && event.target instanceof HTMLButtonElement
      if (isPrintable(event.key) && !inField && !inSearch && !pressesButton) {
        const place = opens()
        const field = search.current ?? (place === null ? null : textFieldIn(place))
        // A scanner's keys land there from now on, and are taken out of it again.
        if (field && field !== search.current && heard.kind === 'begins')
          before = { ...before, field, value: field.value }
        field?.focus()
      }
    }

    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [till, search, act, opens, early])
}

function nothing(): null {
  return null
}

/** What stood in the focused field before a key that may be a scanner's first. */
function remember(till: Listener, search: HTMLInputElement | null): Before {
  const active = document.activeElement
  const field = isField(active) && active !== search ? (active as HTMLInputElement) : null
  return { typed: till.state().typed, field, value: field?.value ?? '' }
}

/** Takes the scanner's characters out of whatever field they landed in. */
function takeBack(till: Listener, { typed, field, value }: Before): void {
  till.type(typed)
  if (!field || field.value === value) return
  // React hears of a change only through the prototype's own setter.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}

function isEditing(key: string): boolean {
  return key === 'Delete' || key === 'ArrowUp' || key === 'ArrowDown'
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"][data-open]') !== null
}
