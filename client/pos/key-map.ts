import type { KeyMap, TillAction } from './keys.ts'
import { tillActions, usualKeys } from './keys.ts'

/** Keys that somebody chose instead of the usual ones. */
export type ChosenKeys = Readonly<Partial<Record<TillAction, string>>>

/** Why a key may not do something; `taken` names what it does already. */
export type KeyFault = { kind: 'browser' } | { kind: 'typing' } | { kind: 'taken'; by: TillAction }

/** The browser's own: it may close, reload or look elsewhere before we hear of the key. */
const browsers = /^(Shift\+)?F(1|3|5|11|12)$/
/** What types, confirms, leaves or only changes another key. `*` is "times". */
const typing =
  /^([\p{L}\p{N}\s*×]|Enter|Tab|Escape|Backspace|Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|ContextMenu|Dead|Process|Unidentified)$/u

/** What can be given another key: going back is Escape everywhere, in dialogs too. */
export const changeable = tillActions.filter((action) => action !== 'back')

/** Why a key cannot be given to an action, or null. */
export function keyFault(action: TillAction, key: string, keys: KeyMap): KeyFault | null {
  if (browsers.test(key)) return { kind: 'browser' }
  if (typing.test(key)) return { kind: 'typing' }
  const by = tillActions.find((other) => other !== action && keys[other] === key)
  return by ? { kind: 'taken', by } : null
}

/**
 * The usual keys with what was chosen in their place. A choice that no longer fits, such as one that a later version
 * of the usual keys took, is left out: no key ever means two things.
 */
export function keyMapOf(chosen: ChosenKeys): KeyMap {
  let map: KeyMap = usualKeys
  for (const action of changeable) {
    const key = chosen[action]
    if (key !== undefined) map = { ...map, [action]: key }
  }
  const fits = changeable.every((action) => keyFault(action, map[action], map) === null)
  if (fits) return map
  const faulty = changeable.find(
    (action) => chosen[action] !== undefined && keyFault(action, map[action], map) !== null,
  )
  if (!faulty) return usualKeys
  const { [faulty]: _, ...rest } = chosen
  return keyMapOf(rest)
}
