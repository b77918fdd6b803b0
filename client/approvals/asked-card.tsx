import { ArrowRight } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { useNow } from '../app/use-now.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'
import { TextField } from '../ui/text-field.tsx'
import { answerActions } from './answer-actions.ts'
import { namesOfChange, saysValue } from './says-change.ts'

type Props = {
  asked: Asked
  /** The one that A and R are about. */
  isCurrent: boolean
  onCurrent(): void
  onAnswer(body: AnswerBody): Promise<void>
}

/** One question of a lane: what, old and new, the reason; approved with one press, refused with a word why. */
export function AskedCard({ asked, isCurrent, onCurrent, onAnswer }: Props) {
  const words = useWords()
  const { t, lasted } = words
  const now = useNow(1_000)
  const [isRefusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)

  async function say(body: AnswerBody) {
    setBusy(true)
    await onAnswer(body)
    setBusy(false)
  }

  function refuse(event: FormEvent) {
    event.preventDefault()
    if (reason.trim() !== '') void say({ answer: 'refused', reason: reason.trim() })
  }

  const { approve, refuse: refusing } = answerActions(asked, words, {
    isCurrent,
    isOff: busy || isRefusing,
    approve: () => say({ answer: 'approved', reason: '' }),
    refuse: () => setRefusing(true),
  })
  useActions([
    approve,
    refusing,
    // Of several cards, only the one whose form is open has Escape.
    ...(isRefusing
      ? [
          {
            id: `back ${asked.id}`,
            says: 'common.cancel',
            keys: 'Escape',
            for: 'desk',
            run: () => setRefusing(false),
          } satisfies Action,
        ]
      : []),
  ])

  return (
    <li
      tabIndex={-1}
      onFocus={onCurrent}
      aria-current={isCurrent}
      aria-labelledby={`asked-${asked.id}`}
      className={classNames(
        'flex flex-col gap-4 rounded-2xl border bg-surface p-4 sm:p-5',
        isCurrent ? 'border-accent' : 'border-line',
      )}
      data-testid="asked"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id={`asked-${asked.id}`} className="text-lg font-semibold">
          {t(`approval.${asked.kind}`)}
        </h2>
        <Pill>{asked.laneCode}</Pill>
        <span className="text-muted">{asked.cashierName}</span>
        <span className="figures ml-auto text-sm text-muted">
          {t('asked.waits', { duration: lasted(Math.max(1_000, now - Date.parse(asked.askedAt))) })}
        </span>
      </div>
      <div className="flex flex-wrap items-start gap-x-10 gap-y-3">
        <div className="min-w-0">
          <p className="text-sm text-muted">{t('asked.what')}</p>
          <p className="font-medium">{asked.what || t('approval.wholeSale')}</p>
        </div>
        <OldAndNew asked={asked} />
        <div className="min-w-0">
          <p className="text-sm text-muted">{t('approval.reason')}</p>
          <p className="font-medium">{asked.reason}</p>
        </div>
      </div>
      {isRefusing ? (
        <form onSubmit={refuse} className="flex flex-wrap items-end gap-2">
          <div className="min-w-56 flex-1">
            <TextField
              autoFocus
              label={t('asked.why')}
              maxLength={500}
              autoComplete="off"
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </div>
          <Button onClick={() => setRefusing(false)}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" disabled={busy || reason.trim() === ''}>
            {t('asked.refuse')}
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap justify-end gap-2">
          <ActionButton action={refusing} className="min-w-32" showsKey>
            {t('asked.refuse')}
          </ActionButton>
          <ActionButton action={approve} look="primary" className="min-w-40" showsKey>
            {t('approval.approve')}
          </ActionButton>
        </div>
      )}
    </li>
  )
}

/** What it was and what it is to be, or the limit and what is asked for: money, or pieces. */
function OldAndNew({ asked: { kind, before, after, currency } }: { asked: Asked }) {
  const words = useWords()
  const { t } = words
  const names = namesOfChange(kind)
  return (
    <div>
      <p className="text-sm text-muted">
        {t(names.before)} → {t(names.after)}
      </p>
      <p className="figures flex items-center gap-2 font-semibold">
        {saysValue(before, currency, words)}
        <ArrowRight aria-label="→" className="size-4 text-muted" />
        {saysValue(after, currency, words)}
      </p>
    </div>
  )
}
