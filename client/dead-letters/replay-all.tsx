import { useRef, useState } from 'react'
import type { LetterKey } from '../../shared/sync/dead-letter.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
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
  return (
    <Button size="small" onClick={() => void replayAll()} data-key="a">
      {t('letters.replayAll', { count: cause.count })}
      <KeyHint>⇧A</KeyHint>
    </Button>
  )
}
