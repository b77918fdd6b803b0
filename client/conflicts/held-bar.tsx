import { Undo2 } from 'lucide-react'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Decision } from './decisions.ts'

type Props = { held: readonly Decision[]; sending: number; onUndo(decision: Decision): void }

/** The decisions that can still be taken back, the newest first to go; U takes it back. */
export function HeldBar({ held, sending, onUndo }: Props) {
  const { t } = useWords()
  const newest = held.at(-1)
  const undo: Action = {
    id: 'case undo',
    says: 'cases.undo',
    icon: Undo2,
    keys: 'U',
    for: 'desk',
    off: !newest,
    run: () => (newest ? onUndo(newest) : undefined),
  }
  useActions([undo])
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3">
      {newest ? (
        <p className="above pointer-events-auto flex max-w-full items-center gap-4 rounded-2xl bg-raised py-2 pr-2 pl-5 shadow-float">
          <span className="truncate">{newest.name}</span>
          <ActionButton action={undo} showsKey />
        </p>
      ) : sending > 0 ? (
        <p className="above figures rounded-2xl bg-raised px-5 py-3 shadow-float">
          {t('cases.sending', { count: sending })}
        </p>
      ) : null}
    </div>
  )
}
