import { MailCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { account } from '../app/app-parts.ts'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { wordsFor, wordsForRejection } from '../app/words-for-error.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'

const Page = z.object({
  deadLetters: z.array(
    z.object({
      id: z.string(),
      collection: z.string(),
      documentId: z.string(),
      code: z.string(),
      details: z.string(),
      receivedAt: z.string(),
      payload: z.unknown(),
    }),
  ),
  next: z.nullable(z.object({ afterAt: z.string(), afterId: z.string() })),
})

/** The collections that devices write, as far as this app knows. */
const written = ['orders', 'customers', 'stockMovements'] as const

type Page = z.infer<typeof Page>
type DeadLetter = Page['deadLetters'][number]

/** What the server could not accept at all, with the reason and the payload as it came. */
export function DeadLettersPage() {
  const { t } = useWords()
  const { letters, fault, next, more } = useDeadLetters()
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 sm:p-5">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{t('desk.deadLetters')}</h1>
          <p className="text-muted">{t('desk.deadLettersLead')}</p>
        </div>
        {letters?.length === 0 ? (
          <div role="status" className="flex flex-col items-center gap-2 py-20 text-center">
            <MailCheck aria-hidden className="size-8 text-muted" />
            <p className="text-lg font-medium">{t('desk.deadNone')}</p>
            <p className="text-muted">{t('desk.deadNoneHint')}</p>
          </div>
        ) : null}
        <ul className="flex flex-col gap-2">
          {letters?.map((letter) => (
            <Letter key={letter.id} letter={letter} />
          ))}
        </ul>
        {fault ? (
          <div
            role="alert"
            className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
          >
            <p className="flex-1">{wordsFor(fault, t)}</p>
            <Button onClick={more}>{t('common.tryAgain')}</Button>
          </div>
        ) : null}
        {next && !fault ? (
          <Button className="self-center" onClick={more}>
            {t('desk.deadMore')}
          </Button>
        ) : null}
      </main>
    </div>
  )
}

/** Pages of dead letters, oldest first; `more` asks for the next one, or again for the one that failed. */
function useDeadLetters() {
  const [letters, setLetters] = useState<readonly DeadLetter[] | null>(null)
  const [next, setNext] = useState<Page['next']>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [asked, setAsked] = useState<{ after: Page['next'] }>({ after: null })
  useEffect(() => {
    let current = true
    fetchPage(asked.after).then(
      (page) => {
        if (!current) return
        setLetters((before) => [...(asked.after && before ? before : []), ...page.deadLetters])
        setNext(page.next)
        setFault(null)
      },
      (error: unknown) => (current ? setFault(error) : undefined),
    )
    return () => {
      current = false
    }
  }, [asked])
  return { letters, fault, next, more: () => setAsked({ after: next }) }
}

async function fetchPage(after: Page['next']): Promise<Page> {
  return Page.parse(await account.callAs(`/dead-letters?${new URLSearchParams(after ?? {}).toString()}`))
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t, moment } = useWords()
  const collection = written.find((name) => name === letter.collection)
  const number = z.object({ number: z.string() }).safeParse(letter.payload).data?.number
  return (
    <li className="rounded-2xl border border-line bg-surface p-4">
      <p className="flex flex-wrap items-center gap-2">
        <span className="figures font-medium">{number ?? letter.documentId}</span>
        <Pill tone="bad">{letter.code}</Pill>
        <span className="ml-auto text-sm text-muted">
          {collection ? t(`firstLoad.${collection}`) : letter.collection} · {moment(letter.receivedAt)}
        </span>
      </p>
      <p className="mt-1">{wordsForRejection({ code: letter.code, message: '' }, t)}</p>
      <p className="text-sm break-words text-muted">{letter.details}</p>
      <details className="mt-2">
        <summary className="inline-flex min-h-9 cursor-pointer items-center rounded-lg text-sm font-medium text-accent-text">
          {t('desk.deadShow')}
        </summary>
        <pre className="figures mt-2 max-h-96 overflow-auto rounded-xl bg-sunken p-4 text-sm">
          {JSON.stringify(letter.payload, null, 2)}
        </pre>
      </details>
    </li>
  )
}
