import { AskFirst } from '../app/ask-first.tsx'
import { useWords } from '../i18n/use-words.ts'
import { valuesOf, type Action, type Question } from './action.ts'

type Props = { action: Action; question: Question; onClose(): void }

/** The question that an action asks before it runs. */
export function QuestionDialog({ action, question, onClose }: Props) {
  const { t } = useWords()
  const values = valuesOf(action)
  return (
    <AskFirst
      title={t(question.says, values)}
      text={t(question.adds, values)}
      button={t(question.button, values)}
      onConfirm={() => action.run()}
      onClose={onClose}
    />
  )
}
