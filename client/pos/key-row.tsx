import { useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import type { KeyFault } from './key-map.ts'
import { nameOfKeyOnScreen } from './key-name.ts'
import type { TillAction } from './keys.ts'
import { nameOfKey, usualKeys } from './keys.ts'
import { useTillPrefs } from './prefs-here.ts'

type Props = {
  action: TillAction
  /** Whether the next key that is pressed is for this action. */
  listening: boolean
  refused: { key: string; fault: KeyFault } | null
  onListen(): void
  /** A key was pressed; null where Escape gave up. */
  onKey(key: string | null): void
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'])

/** One action with its key; pressed, it waits for another key. */
export function KeyRow({ action, listening, refused, onListen, onKey }: Props) {
  const { t } = useWords()
  const { keys } = useTillPrefs()
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  }, [onKey])
  useEffect(() => {
    if (!listening) return
    function hear(event: KeyboardEvent) {
      if (modifiers.has(event.key)) return
      // Neither the browser nor the sheet behind may take this key for itself.
      event.preventDefault()
      event.stopImmediatePropagation()
      latest.current(event.key === 'Escape' ? null : nameOfKey(event))
    }
    document.addEventListener('keydown', hear, { capture: true })
    return () => document.removeEventListener('keydown', hear, { capture: true })
  }, [listening])

  return (
    <li className="border-b border-line">
      <button
        type="button"
        onClick={onListen}
        aria-pressed={listening}
        data-action={action}
        className={classNames(
          'flex min-h-12 w-full items-center justify-between gap-3 rounded-lg px-3 text-left hover:bg-sunken',
          listening && 'bg-accent-soft',
        )}
      >
        <span>{t(`keys.${action}`)}</span>
        <kbd
          className={classNames(
            'rounded-md border px-2 py-1 font-sans text-sm font-medium whitespace-nowrap',
            listening ? 'border-accent text-accent-text' : 'border-line-strong bg-sunken',
            !listening && keys[action] !== usualKeys[action] && 'border-accent text-accent-text',
          )}
        >
          {listening ? t('keys.press') : nameOfKeyOnScreen(keys[action])}
        </kbd>
      </button>
      {refused ? (
        <p role="alert" className="px-3 pt-2 pb-2 text-sm text-bad">
          {faultWords(refused)}
        </p>
      ) : null}
    </li>
  )

  function faultWords({ key, fault }: NonNullable<Props['refused']>): string {
    const name = nameOfKeyOnScreen(key)
    if (fault.kind === 'taken') return t('keys.taken', { key: name, action: t(`keys.${fault.by}`) })
    return t(fault.kind === 'browser' ? 'keys.browser' : 'keys.typing', { key: name })
  }
}
