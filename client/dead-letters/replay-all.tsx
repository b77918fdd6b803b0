import { SendHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { Progress } from '../ui/progress.tsx'
import { replayChunk } from './letter-api.ts'
import type { OpenCause } from './letter-api.ts'

/** Sends every letter of a cause again, a chunk at a time, with its progress; it can be stopped between two chunks. */
export function ReplayAll({ cause, onDone }: { cause: OpenCause; onDone(): void }) {
  const { t } = useWords()
  const [run, setRun] = useState<{ done: number; total: number } | null>(null)
  const isStopped = useRef(false)

  async function replayAll() {
    isStopped.current = false
    const { count: total } = cause
    const sum = { settled: 0, conflicts: 0, refused: 0 }
    setRun({ done: 0, total })
    try {
      for (let after: LetterKey | null = null; !isStopped.current;) {
        const { next, ...chunk } = await replayChunk(cause, after)
        sum.settled += chunk.settled
        sum.conflicts += chunk.conflicts
        sum.refused += chunk.refused
        setRun({ done: Math.min(total, sum.settled + sum.conflicts + sum.refused), total })
        if (!next) break
        after = next
      }
      note(t('letters.allDone', sum))
    } catch (error) {
      note(wordsFor(error, t), t('letters.allDone', sum))
    }
    onDone()
    setRun(null)
  }

  const action: Action = {
    id: 'letters replay-all',
    says: 'letters.replayAll',
    values: { count: cause.count },
    icon: SendHorizontal,
    // Many at once: not by a slip of one finger.
    keys: 'Shift+A',
    for: 'desk',
    off: run !== null,
    run: replayAll,
  }
  useActions([action])

  if (run)
    return (
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <Progress
            label={t('letters.working')}
            figures={t('letters.progress', run)}
            value={run.total === 0 ? 1 : run.done / run.total}
          />
        </div>
        <Button size="small" onClick={() => (isStopped.current = true)}>
          {t('letters.stop')}
        </Button>
      </div>
    )
  return <ActionButton action={action} size="small" showsKey />
}
