import { KeyHint } from '../ui/key-hint.tsx'
import { nameOfKeyOnScreen } from './key-name.ts'
import type { TillAction } from './keys.ts'
import { useTillPrefs } from './prefs-here.ts'

/** The key of an action as it is on this device, shown where a keyboard is likely. */
export function ActionKey({ action, className = '' }: { action: TillAction; className?: string }) {
  const { keys } = useTillPrefs()
  return <KeyHint className={className}>{nameOfKeyOnScreen(keys[action])}</KeyHint>
}
