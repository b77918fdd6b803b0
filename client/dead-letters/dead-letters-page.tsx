import { ArrowLeft, MailCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Banners } from '../app/banners.tsx'
import { TopBar } from '../app/top-bar.tsx'
import { wordsFor } from '../app/words-for-error.ts'
import { wordsForRejection } from '../app/words-for-rejection.ts'
import { useActions } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import { DeskLinks } from '../orders/desk-links.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Pill } from '../ui/pill.tsx'
import type { LetterHead, OpenCause } from './letter-api.ts'
import { LetterPanel } from './letter-panel.tsx'
import type { Mode } from './letter-panel.tsx'
import { ReplayAll } from './replay-all.tsx'
import { keyOf, useLetters } from './use-letters.ts'

/** What the server could not accept at all, by cause; one letter after the other is mended, sent again or discarded. */
export function DeadLettersPage() {
  const { t } = useWords()
  const { causes, cause, letters, hasMore, fault, choose, more, reload } = useLetters()
  const [chosenId, setChosenId] = useState<string | null>(null)
  /** On a phone the letter stands in place of the list, once somebody has chosen it. */
  const [isOpen, setOpen] = useState(false)
  // A form keeps its letter, whatever a look at the desk finds meanwhile: what is typed is about that one.
  const [form, setForm] = useState<{ letter: LetterHead; mode: Mode } | null>(null)
  const chosen = form?.letter ?? letters?.find(({ id }) => id === chosenId) ?? letters?.[0] ?? null
  const isListed = letters === null || letters.some(({ id }) => id === chosen?.id)

  function show(letter: LetterHead | undefined) {
    if (!letter) return
    setChosenId(letter.id)
    setForm(null)
    setOpen(true)
  }

  function setMode(mode: Mode) {
    if (chosen) setChosenId(chosen.id)
    setForm(chosen && mode !== 'look' ? { letter: chosen, mode } : null)
    // By a key or from the palette, also where the panel is not in sight yet.
    if (mode !== 'look') setOpen(true)
  }

  function chooseCause(next: OpenCause) {
    setForm(null)
    setOpen(false)
    choose(next)
  }

  function back() {
    setForm(null)
    setOpen(false)
  }

  function step(by: 1 | -1) {
    const at = letters?.findIndex(({ id }) => id === chosen?.id) ?? -1
    show(letters?.[at + by])
  }

  function stepCause(by: 1 | -1) {
    const at = causes?.findIndex((one) => cause !== null && keyOf(one) === keyOf(cause)) ?? -1
    const next = causes?.[at + by]
    if (next) chooseCause(next)
  }

  // While a form is open letters are text, and only Escape is a command.
  const isWriting = form !== null
  const steps = { for: 'desk', off: isWriting } as const
  useActions([
    {
      ...steps,
      id: 'letter next',
      says: 'letters.next',
      keys: 'ArrowDown',
      orKeys: 'J',
      run: () => step(1),
    },
    {
      ...steps,
      id: 'letter before',
      says: 'letters.before',
      keys: 'ArrowUp',
      orKeys: 'K',
      run: () => step(-1),
    },
    { ...steps, id: 'cause next', says: 'letters.nextCause', keys: ']', run: () => stepCause(1) },
    { ...steps, id: 'cause before', says: 'letters.causeBefore', keys: '[', run: () => stepCause(-1) },
    {
      id: 'letter back',
      says: 'letters.cancel',
      keys: 'Escape',
      for: 'desk',
      off: !isWriting,
      run: () => setMode('look'),
    },
  ])

  /** The next letter takes the place of the one that is done. */
  function done() {
    const at = letters?.findIndex(({ id }) => id === chosen?.id) ?? -1
    const next = letters?.[at + 1] ?? letters?.[at - 1]
    setForm(null)
    if (!next) setOpen(false)
    setChosenId(next?.id ?? null)
    reload()
  }

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TopBar>
        <DeskLinks />
      </TopBar>
      <Banners />
      <main className="flex min-h-0 flex-1 flex-col gap-3 p-3 sm:p-5">
        <div className={isOpen ? 'max-lg:hidden' : undefined}>
          <h1 className="text-2xl font-semibold tracking-tight">{t('desk.deadLetters')}</h1>
          <p className="text-muted">{t('desk.deadLettersLead')}</p>
        </div>
        {fault ? (
          <div
            role="alert"
            className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
          >
            <p className="flex-1">{wordsFor(fault, t)}</p>
            <Button onClick={reload}>{t('common.tryAgain')}</Button>
          </div>
        ) : null}
        {causes?.length === 0 && !form ? <Nothing /> : null}
        {causes === null && !fault ? <p className="text-muted">{t('letters.loading')}</p> : null}
        {cause || form ? (
          <div className="flex min-h-0 flex-1 gap-4">
            {cause ? (
              <div
                className={classNames(
                  'w-full shrink-0 flex-col gap-3 overflow-y-auto p-1 lg:flex lg:w-96',
                  isOpen ? 'hidden' : 'flex',
                )}
              >
                <Causes causes={causes ?? []} chosen={cause} onChoose={chooseCause} />
                <ReplayAll key={keyOf(cause)} cause={cause} onDone={reload} />
                <Letters letters={letters} chosen={chosen} onChoose={show} />
                {hasMore ? <Button onClick={more}>{t('desk.deadMore')}</Button> : null}
              </div>
            ) : null}
            <div
              className={classNames(
                'min-w-0 flex-1 overflow-y-auto p-1 lg:block',
                isOpen ? 'block' : 'hidden',
              )}
            >
              <Button look="quiet" className="mb-2 lg:hidden" onClick={back}>
                <ArrowLeft aria-hidden className="size-5" />
                {t('letters.back')}
              </Button>
              {chosen ? (
                <LetterPanel
                  key={chosen.id}
                  id={chosen.id}
                  name={nameOf(chosen)}
                  mode={form?.mode ?? 'look'}
                  isListed={isListed}
                  onMode={setMode}
                  onDone={done}
                />
              ) : null}
            </div>
          </div>
        ) : null}
      </main>
    </div>
  )
}

function Nothing() {
  const { t } = useWords()
  return (
    <div role="status" className="flex flex-col items-center gap-2 py-20 text-center">
      <MailCheck aria-hidden className="size-8 text-muted" />
      <p className="text-lg font-medium">{t('desk.deadNone')}</p>
      <p className="text-muted">{t('desk.deadNoneHint')}</p>
    </div>
  )
}

function Causes({
  causes,
  chosen,
  onChoose,
}: {
  causes: readonly OpenCause[]
  chosen: OpenCause
  onChoose(cause: OpenCause): void
}) {
  const { t } = useWords()
  return (
    <nav aria-label={t('letters.causes')}>
      <ul className="flex flex-col gap-1.5">
        {causes.map((cause) => (
          <li key={keyOf(cause)}>
            <button
              type="button"
              aria-current={keyOf(cause) === keyOf(chosen) ? 'true' : undefined}
              onClick={() => onChoose(cause)}
              className={classNames(
                'flex w-full items-start gap-3 rounded-xl border px-4 py-2.5 text-left',
                keyOf(cause) === keyOf(chosen)
                  ? 'border-accent bg-accent-soft'
                  : 'border-line-strong bg-surface hover:bg-sunken',
              )}
            >
              <span className="min-w-0 flex-1">
                <span className="block text-[15px] font-medium">
                  {wordsForRejection({ code: cause.code, message: cause.code }, t)}
                </span>
                <span className="block text-sm text-muted">{nameOfCollection(cause.collection, t)}</span>
              </span>
              <Pill tone="bad">{t('letters.open', { count: cause.count })}</Pill>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Letters({
  letters,
  chosen,
  onChoose,
}: {
  letters: readonly LetterHead[] | null
  chosen: LetterHead | null
  onChoose(letter: LetterHead): void
}) {
  const { t, moment } = useWords()
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // In newer browsers it returns a promise, which is no way to clean up.
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.id])
  if (letters === null) return <p className="text-muted">{t('letters.loading')}</p>
  return (
    <nav aria-label={t('letters.letters')}>
      <ul className="flex flex-col" data-testid="letters">
        {letters.map((letter) => (
          <li key={letter.id}>
            <button
              type="button"
              ref={letter.id === chosen?.id ? current : null}
              aria-current={letter.id === chosen?.id ? 'true' : undefined}
              onClick={() => onChoose(letter)}
              className={classNames(
                'figures flex min-h-11 w-full items-center gap-3 rounded-lg px-4 text-left text-sm',
                letter.id === chosen?.id ? 'bg-sunken font-semibold' : 'hover:bg-sunken',
              )}
            >
              <span className="min-w-0 flex-1 truncate">{nameOf(letter)}</span>
              <span className="text-muted">{moment(letter.receivedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What people know a document by. */
function nameOf({ payload, documentId, collection }: LetterHead): string {
  const fields = (payload ?? {}) as Record<string, unknown>
  const named = [fields['number'], fields['name'], fields['title']].find(
    (one): one is string => typeof one === 'string' && one !== '',
  )
  return named ?? (documentId === '' ? collection : documentId.slice(-12))
}

const inWords = ['products', 'stockLevels', 'customers', 'orders', 'branches', 'stockMovements'] as const

function nameOfCollection(collection: string, t: ReturnType<typeof useWords>['t']): string {
  const known = inWords.find((name) => name === collection)
  return known ? t(`firstLoad.${known}`) : collection
}
