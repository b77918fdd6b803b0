import { wordsFor } from '../app/words-for-error.ts'
import type { Answered } from '../app/use-answer.ts'
import { NoAnswer } from '../app/api.ts'
import { useWords } from '../i18n/use-words.ts'

/** Since when the figures of a page stand; a warning where newer ones cannot be had. */
export function Freshness({ answer: { at, error } }: { answer: Answered<unknown> }) {
  const { t, clock } = useWords()
  if (at === null) return null
  const time = clock(at)
  if (error) {
    return (
      <p role="alert" className="rounded-xl bg-warn-soft px-4 py-2.5 font-medium text-warn">
        {error instanceof NoAnswer ? t('system.stale', { time }) : wordsFor(error, t)}
      </p>
    )
  }
  return <p className="figures text-sm text-muted">{t('system.asOf', { time })}</p>
}
