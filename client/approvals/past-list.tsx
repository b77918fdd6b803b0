import type { Asked } from '../../shared/approvals/ask.ts'
import { useWords } from '../i18n/use-words.ts'
import { Pill } from '../ui/pill.tsx'
import type { Tone } from '../ui/pill.tsx'
import { saysChange } from './says-change.ts'

const tones = {
  open: 'plain',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  lapsed: 'plain',
} as const satisfies Record<Asked['state'], Tone>

/** What was answered or taken back, the newest first. */
export function PastList({ past }: { past: readonly Asked[] }) {
  const words = useWords()
  const { t, moment } = words
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">{t('asked.past')}</h2>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {past.map((asked) => (
          <li key={asked.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <Pill tone={tones[asked.state]}>{t(`asked.state_${asked.state}`)}</Pill>
            <span className="font-medium">{t(`approval.${asked.kind}`)}</span>
            <span className="figures text-muted">{saysChange(asked, words)}</span>
            <span className="min-w-0 truncate text-muted">{asked.what}</span>
            <span className="figures ml-auto text-sm text-muted">
              {asked.laneCode} · {asked.cashierName} · {moment(asked.askedAt)}
            </span>
            <p className="w-full text-sm text-muted">
              {asked.reason}
              {asked.answeredByName ? ` · ${t('asked.by', { name: asked.answeredByName })}` : ''}
              {asked.answerReason ? ` · “${asked.answerReason}”` : ''}
              {asked.state === 'approved' && asked.usedFor === null ? ` · ${t('asked.unused')}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
