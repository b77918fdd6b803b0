import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { nameOf } from './name-of.ts'
import type { Question } from './till/state.ts'
import { useOpenTill, useTillState } from './use-till.ts'

/** What the till asks before it goes on. Escape is no; Enter is what the first button says. */
export function QuestionDialog({ question }: { question: Question }) {
  const { t } = useWords()
  const { till } = useOpenTill()
  const { cart } = useTillState()
  const texts = {
    many: () => ({
      title: t('cart.manyTitle', { count: question.kind === 'many' ? question.quantity : 0 }),
      text: t('cart.manyText', {
        title: cart.lines
          .filter((line) => question.kind === 'many' && line.id === question.lineId)
          .map(nameOf)
          .join(),
      }),
      yes: t('cart.manyDo', { count: question.kind === 'many' ? question.quantity : 0 }),
      no: t('common.cancel'),
    }),
    short: () => ({
      title: t('cart.shortTitle'),
      text: t('cart.shortText'),
      yes: t('cart.shortDo'),
      no: t('common.cancel'),
    }),
    clear: () => ({
      title: t('cart.clearTitle'),
      text: t('cart.clearText', { count: cart.lines.length }),
      yes: t('cart.clearDo'),
      no: t('cart.keep'),
    }),
    'park-first': () => ({
      title: t('parked.firstTitle'),
      text: t('parked.firstText'),
      yes: t('parked.firstDo'),
      no: t('parked.firstNo'),
    }),
    'drop-parked': () => ({
      title: t('parked.dropTitle', { label: question.kind === 'drop-parked' ? question.label : '' }),
      text: t('parked.dropText'),
      yes: t('parked.dropDo'),
      no: t('cart.keep'),
    }),
  }[question.kind]()

  return (
    <Dialog
      open
      onClose={() => till.back()}
      title={texts.title}
      description={texts.text}
      closeLabel={t('common.close')}
    >
      {question.kind === 'short' ? (
        <ul className="my-2 flex flex-col gap-2">
          {question.lines.map(({ line, onHand }) => (
            <li key={line.id} className="rounded-xl bg-warn-soft px-4 py-2.5">
              <p className="font-medium">{nameOf(line)}</p>
              <p className="figures text-sm text-warn">
                {t('cart.shortLine', { wanted: line.quantity, onHand: Math.max(0, onHand) })}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="mt-4 flex flex-row-reverse gap-2">
        <Button
          data-first
          look={question.kind === 'clear' || question.kind === 'drop-parked' ? 'danger' : 'primary'}
          className="flex-1"
          onClick={() => till.confirm()}
        >
          {texts.yes}
        </Button>
        <Button className="flex-1" onClick={() => till.back()}>
          {texts.no}
        </Button>
      </div>
    </Dialog>
  )
}
