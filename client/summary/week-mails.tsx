import { useState } from 'react'
import type { SummaryMail, WeekSummary } from '../../shared/summary/week-summary.ts'
import { command } from '../app/command.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useRights } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'

const tones = { waiting: 'warn', sent: 'good', failed: 'bad', dropped: 'plain' } as const

type Props = { summary: WeekSummary; isOn: boolean; onMailed(): Promise<void> }

/** To whom a week went by mail, and what was in the way. Admins alone are told. */
export function WeekMails({ summary: { week, mails }, isOn, onMailed }: Props) {
  const { t } = useWords()
  const [refused, setRefused] = useState<unknown>(null)
  if (!useRights().has('admin')) return null
  const again = async (): Promise<void> => {
    setRefused(null)
    try {
      await command(`/summaries/${week}/mails`, {})
      await onMailed()
    } catch (error) {
      setRefused(error)
    }
  }
  return (
    <section className="rounded-2xl border border-line bg-surface px-4 py-3" data-testid="mails">
      <div className="flex flex-wrap items-center gap-x-4">
        <h3 className="mr-auto font-medium">{mails.length > 0 ? t('week.mails') : t('week.noMails')}</h3>
        {mails.some(({ state }) => state === 'failed') ? (
          <Button onClick={() => void again()}>{t('week.again')}</Button>
        ) : null}
      </div>
      {mails.length === 0 && !isOn ? <p className="text-muted">{t('week.mailOff')}</p> : null}
      {refused ? (
        <p role="alert" className="text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {mails.map((mail) => (
          <Mail key={mail.userId} mail={mail} />
        ))}
      </ul>
    </section>
  )
}

function Mail({ mail: { name, address, state, attempts, at, fault } }: { mail: SummaryMail }) {
  const { t, moment } = useWords()
  return (
    <li className="figures flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="font-medium">{name}</span>
      <span className="mr-auto text-muted">{address}</span>
      {attempts > 1 || fault ? (
        <span className="text-sm text-muted">{t('week.tried', { count: attempts })}</span>
      ) : null}
      <span className="text-sm text-muted">
        {state === 'waiting' && attempts > 0 ? t('week.nextTry', { time: moment(at) }) : moment(at)}
      </span>
      <Pill tone={tones[state]}>{t(`week.mail_${state}`)}</Pill>
      {fault ? <span className="w-full text-sm break-words text-bad">{fault}</span> : null}
    </li>
  )
}
