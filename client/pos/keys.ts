/** What a key does at the till. F1, F3, F5, F11 and F12 belong to the browser. */
export const usualKeys = {
  search: 'F2',
  customer: 'F4',
  quantity: 'F6',
  price: 'Shift+F6',
  discount: 'F7',
  saleDiscount: 'Shift+F7',
  park: 'F8',
  pay: 'F9',
  exact: 'F10',
  more: '+',
  fewer: '-',
  remove: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  back: 'Escape',
  people: '@',
  shift: '#',
  help: '?',
} as const satisfies Record<string, string>

export type TillAction = keyof typeof usualKeys
export type KeyMap = Readonly<Record<TillAction, string>>

export const tillActions = Object.keys(usualKeys) as TillAction[]

/** A key as the map names it: with Shift only where Shift makes no other character of it. */
export function nameOfKey({ key, shiftKey }: { key: string; shiftKey: boolean }): string {
  return shiftKey && /^F\d+$/.test(key) ? `Shift+${key}` : key
}

/** The action of a key, or null: then a printable one is a letter for the search field. */
export function actionOf(key: string, keys: KeyMap = usualKeys): TillAction | null {
  return tillActions.find((action) => keys[action] === key) ?? null
}

/** Whether a key types a character that the search field would take. */
export function isPrintable(key: string): boolean {
  return [...key].length === 1
}

/**
 * Whether an action waits until the search field is empty: its key is a character that a SKU may hold,
 * or edits what was typed.
 */
export function needsEmptySearch(action: TillAction, keys: KeyMap = usualKeys): boolean {
  return isPrintable(keys[action]) || keys[action] === 'Delete'
}
