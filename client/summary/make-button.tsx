import { LoaderCircle } from 'lucide-react'
import { ActionButton } from '../command-palette/action-button.tsx'
import { useActions } from '../command-palette/use-actions.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { summingUp } from './summing-up.ts'
import type { Weeks } from './use-weeks.ts'

/** Has the last week summed up, or once more; an admin may ask, others see whether it is being done. */
export function MakeButton({ weeks }: { weeks: Weeks }) {
  const { t } = useWords()
  const isMade = weeks.value?.last.state === 'made'
  const canAsk = weeks.value !== null && !weeks.isMaking
  const actions = useActions(canAsk ? [summingUp(isMade, () => weeks.make())] : [])
  if (weeks.isMaking) {
    return (
      <p role="status" className="flex min-h-12 items-center gap-2 font-medium text-muted">
        <LoaderCircle aria-hidden className="size-5 animate-spin motion-reduce:animate-none" />
        {t('week.making')}
      </p>
    )
  }
  return actions.map((action) => (
    <div key={action.id} className="flex flex-wrap items-center gap-3">
      <ActionButton action={action} look={isMade ? 'secondary' : 'primary'} />
      {weeks.refused ? (
        <p role="alert" className="text-bad">
          {wordsFor(weeks.refused, t)}
        </p>
      ) : null}
    </div>
  ))
}
