import { ArrowDown, ArrowUp, BadgeCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AnswerBody, Asked } from '../../shared/approvals/ask.ts'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { wordsFor } from '../app/words-for-error.ts'
import { useActions } from '../command-palette/use-actions.ts'
import type { Translate } from '../i18n/translate.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { note } from '../ui/note.ts'
import { answerAsked } from './answer-asked.ts'
import { AskedCard } from './asked-card.tsx'
import { PastList } from './past-list.tsx'
import { useAsked } from './use-asked.ts'

/** What lanes ask the desk to allow, as it comes; answered here, and heard at the lane at once. */
export function ApprovalsPage() {
  const { t } = useWords()
  const { value, error, ask } = useAsked()
  const list = useRef<HTMLUListElement>(null)
  const [currentId, setCurrentId] = useState<string | null>(null)
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const open = value?.open.filter(({ id }) => !answered.has(id)) ?? []

  async function answer(asked: Asked, body: AnswerBody): Promise<void> {
    const { id, laneCode: lane } = asked
    try {
      const ended = await answerAsked(asked, body)
      setAnswered((before) => new Set([...before, id]))
      if (ended) note(t('asked.notDone', { lane }), saysEnding(ended, t))
      else note(t(`asked.done_${body.answer}`, { lane }))
    } catch (fault) {
      note(t('asked.notDone', { lane }), wordsFor(fault, t))
    }
    await ask()
  }

  /** Going to a question is what makes it the one that keys are about: none is answered that nobody looked at. */
  function step(by: 1 | -1) {
    const at = open.findIndex(({ id }) => id === currentId)
    const to = at < 0 ? 0 : at + by
    list.current?.querySelectorAll<HTMLElement>('[data-testid=asked]')[to]?.focus()
  }

  const steps = { for: 'desk', off: open.length === 0 } as const
  useActions([
    {
      ...steps,
      id: 'asked next',
      says: 'asked.next',
      icon: ArrowDown,
      keys: 'ArrowDown',
      orKeys: 'J',
      run: () => step(1),
    },
    {
      ...steps,
      id: 'asked before',
      says: 'asked.previous',
      icon: ArrowUp,
      keys: 'ArrowUp',
      orKeys: 'K',
      run: () => step(-1),
    },
  ])

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
          <ul ref={list} className="flex flex-col gap-3">
            {open.map((asked) => (
              <AskedCard
                key={asked.id}
                asked={asked}
                isCurrent={asked.id === currentId}
                onCurrent={() => setCurrentId(asked.id)}
                onAnswer={(body) => answer(asked, body)}
              />
            ))}
          </ul>
          {value && value.past.length > 0 ? <PastList past={value.past} /> : null}
        </div>
      </main>
    </div>
  )
}

/** Why an answer came too late: who said what before, or that nobody stands there any more. */
function saysEnding({ state, answeredByName, answerReason }: Asked, t: Translate): string {
  const name = answeredByName ?? ''
  if (state === 'approved') return t('asked.before_approved', { name })
  if (state === 'refused') return t('asked.before_refused', { name, reason: answerReason ?? '' })
  return t(state === 'withdrawn' ? 'asked.before_withdrawn' : 'asked.before_lapsed')
}
