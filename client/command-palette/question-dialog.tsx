import { useState } from 'react'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { valuesOf, type Action, type Question } from './action.ts'

type Props = { action: Action; question: Question; onClose(): void }

/** Asks before something is destroyed. Enter leaves it as it is: the button that destroys has to be gone to. */
export function QuestionDialog({ action, question, onClose }: Props) {
  const { t } = useWords()
  const [refused, setRefused] = useState<unknown>(null)

  async function carryOut() {
    try {
      await action.run()
      onClose()
    } catch (error) {
      setRefused(error)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t(question.says, valuesOf(action))}
      description={t(question.adds, valuesOf(action))}
      closeLabel={t('common.close')}
    >
      {refused ? (
        <p role="alert" className="mt-2 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      <div className="mt-4 flex flex-row-reverse gap-2">
        <Button data-first className="flex-1" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button look="danger" className="flex-1" onClick={() => void carryOut()}>
          {t(question.button, valuesOf(action))}
        </Button>
      </div>
    </Dialog>
  )
}
