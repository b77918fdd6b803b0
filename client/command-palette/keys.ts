type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/**
 * Whether a press is this key. A letter is the one that the keyboard writes where that is a Latin one, else the one that
 * stands there on a Latin keyboard: the same finger in every alphabet.
 */
export function isPressed(event: Pressed, keys: string): boolean {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1)!
  const mod = parts.includes('Mod')
  if ((event.ctrlKey || event.metaKey) !== mod || event.altKey) return false
  if (/^[A-Z]$/.test(key)) return event.shiftKey === parts.includes('Shift') && letterOf(event) === key
  // Signs have Shift where the keyboard has it.
  if (key.length === 1) return event.key === key || event.code === codes[key]
  return event.key === key && event.shiftKey === parts.includes('Shift')
}

const codes: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight', '/': 'Slash' }

function letterOf({ key, code }: Pressed): string {
  return /^[a-z]$/i.test(key) ? key.toUpperCase() : code.replace(/^Key/, '')
}

const signs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Shift: '⇧',
}

/** How a key is printed on screen. */
export function printed(keys: string, isMac: boolean): string {
  const parts = keys
    .split('+')
    .map((part) => signs[part] ?? (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl+') : part))
  return parts.join('')
}

/** The same as `aria-keyshortcuts` says it. */
export function spokenKeys(keys: string, isMac: boolean): string {
  return keys.replace('Mod', isMac ? 'Meta' : 'Control')
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform)
}
