const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  Insert: 'Ins',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** A key as it is written on keyboards. */
export function nameOfKeyOnScreen(key: string): string {
  return signs[key] ?? key
}
