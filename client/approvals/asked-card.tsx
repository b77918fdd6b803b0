import { ArrowRight } from 'lucide-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { useNow } from '../app/use-now.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { TextField } from '../ui/text-field.tsx'

type Props = { asked: Asked; onAnswer(body: AnswerBody): Promise<void> }

/** One question of a lane: what, old and new, the reason; approved with one press, refused with a word why. */
export function AskedCard({ asked, onAnswer }: Props) {
  const { t, lasted } = useWords()
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

  return (
    <li
      className="flex flex-col gap-4 rounded-2xl border border-line bg-surface p-4 sm:p-5"
      data-testid="asked"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold">{t(`approval.${asked.kind}`)}</h2>
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
          <Button className="min-w-32" disabled={busy} onClick={() => setRefusing(true)}>
            {t('asked.refuse')}
          </Button>
          <Button
            look="primary"
            className="min-w-40"
            disabled={busy}
            onClick={() => void say({ answer: 'approved', reason: '' })}
          >
            {t('approval.approve')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** What it was and what it is to be: money, or pieces. */
export function OldAndNew({ asked: { before, after, currency } }: { asked: Asked }) {
  const { t, money } = useWords()
  const shown = (value: number | string) => (typeof value === 'number' ? money(value, currency) : value)
  return (
    <div>
      <p className="text-sm text-muted">
        {t('approval.before')} → {t('approval.after')}
      </p>
      <p className="figures flex items-center gap-2 font-semibold">
        {shown(before)}
        <ArrowRight aria-label="→" className="size-4 text-muted" />
        {shown(after)}
      </p>
    </div>
  )
}
