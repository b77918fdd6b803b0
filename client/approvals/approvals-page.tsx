import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { Banners } from '../app/banners.tsx'
import { command } from '../app/command.ts'
import { TopBar } from '../app/top-bar.tsx'
import { wordsFor } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { note } from '../ui/note.ts'
import { AskedCard } from './asked-card.tsx'
import { PastList } from './past-list.tsx'
import { useAsked } from './use-asked.ts'

/** What lanes ask the desk to allow, as it comes; answered here, and heard at the lane at once. */
export function ApprovalsPage() {
  const { t } = useWords()
  const { value, error, ask } = useAsked()
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const open = value?.open.filter(({ id }) => !answered.has(id)) ?? []

  async function answer(asked: Asked, body: AnswerBody): Promise<void> {
    try {
      await command(`/approvals/${asked.id}/answer`, body)
      setAnswered((before) => new Set([...before, asked.id]))
      note(t(`asked.done_${body.answer}`, { lane: asked.laneCode }))
    } catch (fault) {
      note(t('asked.notDone', { lane: asked.laneCode }), wordsFor(fault, t))
    }
    await ask()
  }

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-3 sm:p-5">
        <div className="mx-auto flex max-w-4xl flex-col gap-4">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{t('asked.title')}</h1>
            <p className="text-muted">{t('asked.lead')}</p>
          </div>
          {error && value === null ? (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-2 text-bad">
              {wordsFor(error, t)}
            </p>
          ) : null}
          {value === null && !error ? (
            <div role="status" aria-label={t('asked.loading')} className="flex flex-col gap-3">
              <div className="h-40 animate-pulse rounded-2xl bg-sunken" />
            </div>
          ) : null}
          {value !== null && open.length === 0 ? (
            <div role="status" className="flex flex-col items-center gap-2 px-6 py-14 text-center">
              <BadgeCheck aria-hidden className="size-8 text-muted" />
              <p className="text-lg font-medium">{t('asked.none')}</p>
              <p className="text-muted">{t('asked.noneHint')}</p>
            </div>
          ) : null}
          <ul className="flex flex-col gap-3">
            {open.map((asked) => (
              <AskedCard key={asked.id} asked={asked} onAnswer={(body) => answer(asked, body)} />
            ))}
          </ul>
          {value && value.past.length > 0 ? <PastList past={value.past} /> : null}
        </div>
      </main>
    </div>
  )
}
