import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import '../i18n/sheet-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { KeyFault } from './key-map.ts'
import { changeable, keyFault } from './key-map.ts'
import { KeyRow } from './key-row.tsx'
import type { TillAction } from './keys.ts'
import { usualKeys } from './keys.ts'
import { tillPrefs, useTillPrefs } from './prefs-here.ts'

const gaps = ['30', '50', '80', '120'] as const

/** The map of keys, where each can be given another one; and how this device's scanner and sounds are. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useWords()
  const { keys, chosen, gap, sounds } = useTillPrefs()
  const [listening, setListening] = useState<TillAction | null>(null)
  const [refused, setRefused] = useState<{ action: TillAction; key: string; fault: KeyFault } | null>(null)

  function give(action: TillAction, key: string | null) {
    if (key === null) {
      setListening(null)
      return
    }
    const fault = keyFault(action, key, keys)
    setRefused(fault && { action, key, fault })
    if (fault) return
    const { [action]: _, ...others } = chosen
    tillPrefs.change({ chosen: key === usualKeys[action] ? others : { ...others, [action]: key } })
    setListening(null)
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      place="side"
      title={t('keys.title')}
      description={t('keys.hint')}
      closeLabel={t('common.close')}
    >
      <ul className="flex flex-col" data-testid="keys">
        {changeable.map((action) => (
          <KeyRow
            key={action}
            action={action}
            listening={listening === action}
            refused={refused?.action === action ? refused : null}
            onListen={() => {
              setRefused(null)
              setListening(listening === action ? null : action)
            }}
            onKey={(key) => give(action, key)}
          />
        ))}
        {(['enter', 'times', 'back'] as const).map((fixed) => (
          <li
            key={fixed}
            className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-3"
          >
            <span>{t(`keys.${fixed}`)}</span>
            <kbd className="px-2 font-sans text-sm font-medium text-muted">{fixedKeys[fixed]}</kbd>
          </li>
        ))}
      </ul>
      <Button
        className="mt-3 shrink-0"
        disabled={Object.keys(chosen).length === 0}
        onClick={() => {
          setRefused(null)
          setListening(null)
          tillPrefs.change({ chosen: {} })
        }}
      >
        <RotateCcw aria-hidden className="size-5" />
        {t('keys.reset')}
      </Button>
      <p className="mt-6 mb-1 font-semibold">{t('keys.scanner')}</p>
      <p className="mb-2 text-sm text-muted">{t('keys.gapHint')}</p>
      <Choice
        label={t('keys.gap')}
        value={String(gap)}
        options={gaps.map((value) => ({ value, label: t('keys.milliseconds', { count: Number(value) }) }))}
        onChange={(next) => tillPrefs.change({ gap: Number(next) })}
      />
      <p className="mt-5 mb-2 font-semibold">{t('keys.sounds')}</p>
      <Choice
        label={t('keys.sounds')}
        value={sounds ? 'on' : 'off'}
        options={[
          { value: 'on', label: t('keys.soundsOn') },
          { value: 'off', label: t('keys.soundsOff') },
        ]}
        onChange={(next) => tillPrefs.change({ sounds: next === 'on' })}
      />
    </Dialog>
  )
}

const fixedKeys = { enter: 'Enter', times: '3 *', back: 'Esc' } as const
