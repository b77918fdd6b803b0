import { Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import type { Decision } from './use-decisions.ts'

type Props = { held: readonly Decision[]; sending: number; onUndo(decision: Decision): void }

/** The decisions that can still be taken back, the newest first to go; U takes it back. */
export function HeldBar({ held, sending, onUndo }: Props) {
  const { t } = useWords()
  const newest = held.at(-1)
  useEffect(() => {
    if (!newest) return
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select')
      if (event.code === 'KeyU' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
        onUndo(newest)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [newest, onUndo])
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3">
      {newest ? (
        <p className="above pointer-events-auto flex max-w-full items-center gap-4 rounded-2xl bg-raised py-2 pr-2 pl-5 shadow-float">
          <span className="truncate">{newest.name}</span>
          <Button onClick={() => onUndo(newest)}>
            <Undo2 aria-hidden className="size-4.5" />
            {t('cases.undo')}
            <KeyHint>U</KeyHint>
          </Button>
        </p>
      ) : sending > 0 ? (
        <p className="above figures rounded-2xl bg-raised px-5 py-3 shadow-float">
          {t('cases.sending', { count: sending })}
        </p>
      ) : null}
    </div>
  )
}
