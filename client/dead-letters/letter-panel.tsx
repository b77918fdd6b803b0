import { Link } from '@tanstack/react-router'
import { PenLine, Send, Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../app/api.ts'
import { device } from '../app/app-parts.ts'
import { useShop } from '../app/shop-context.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { wordsForRejection } from '../app/words-for-rejection.ts'
import { ActionButton } from '../command-palette/action-button.tsx'
import type { Action } from '../command-palette/action.ts'
import { useActions, useRights } from '../command-palette/use-actions.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Words } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'
import { Pill } from '../ui/pill.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Differences } from './differences.tsx'
import { faultWords, moneyFaultWords } from './fault-words.ts'
import { currencyOf, nameOfPath } from './field-words.ts'
import { discard, fetchLetter, replay } from './letter-api.ts'
import type { Letter } from './letter-api.ts'
import { letterFor } from './letter-for.ts'
import { LetterForm } from './letter-form.tsx'
import { moneyFaultOf } from './money-fault.ts'
import { faultsOf } from './payload-schemas.ts'
import { PayloadView } from './payload-view.tsx'

export type Mode = 'look' | 'edit' | 'discard'

type Props = {
  id: string
  name: string
  mode: Mode
  /** False once it is no more among those that are open for its cause: somebody else may have closed it. */
  isListed: boolean
  onMode(mode: Mode): void
  /** It is open no more. */
  onDone(): void
}

/** One letter: what was wrong, what was sent, what the server has, and what to do about it. */
export function LetterPanel({ id, name, mode, isListed, onMode, onDone }: Props) {
  const words = useWords()
  const { t, moment } = words
  const shop = useShop()
  const isAdmin = useRights().has('admin')
  const { letter: found, fault, again } = useLetter(id, isListed)
  const { letter, mayEdit } = found ? letterFor(found, isAdmin) : { letter: null, mayEdit: false }
  const [state, setState] = useState<{ kind: 'idle' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'idle',
  })
  // One key for one decision: where the answer was lost, the same words again are the same command.
  const sent = useRef({ words: '', key: '' })

  async function run(words: string, work: (key: string) => Promise<string | null>) {
    if (state.kind === 'working') return
    setState({ kind: 'working' })
    if (sent.current.words !== words) sent.current = { words, key: device.newId() }
    try {
      const said = await work(sent.current.key)
      sent.current = { words: '', key: '' }
      setState({ kind: 'idle' })
      if (said === null) return
      note(said)
      void shop.sync.syncNow().catch(() => null)
      onDone()
    } catch (error) {
      const why = wordsFor(error, t)
      setState({ kind: 'failed', why })
      // Another desk was faster.
      if (!(error instanceof ApiError) || error.code !== 'dead-letter/not-open') return
      note(why)
      onDone()
    }
  }

  const send = (payload: object | null) =>
    run(`replay ${id} ${JSON.stringify(payload)}`, async (key) => {
      const { outcome, rejection } = await replay(id, payload, key)
      if (outcome !== 'refused') return t(`letters.${outcome}`, { name })
      const why = wordsForRejection({ code: rejection?.code ?? '', message: '' }, t)
      const judged = { payload: payload ?? letter?.payload ?? {}, collection: letter?.collection ?? '' }
      const details = rejection ? detailsOf({ ...rejection, ...judged }, words) : ''
      note(t('letters.refused', { name }), `${why} ${details}`)
      // Refused for another reason, it stands among others of that cause now.
      if (payload === null && rejection?.code !== letter?.code) onDone()
      else again()
      return null
    })

  const isBusy = state.kind === 'working'
  const isClosed = letter !== null && letter.state !== 'open'
  // Letters are text while a form is open.
  const isOff = isBusy || !letter || isClosed || mode !== 'look'
  const replaying: Action = {
    id: 'letter replay',
    says: isBusy ? 'letters.working' : 'letters.replay',
    icon: Send,
    keys: 'R',
    for: 'desk',
    off: isOff,
    run: () => send(null),
  }
  const editing: Action = {
    id: 'letter edit',
    says: 'letters.edit',
    icon: PenLine,
    keys: 'E',
    for: 'desk',
    off: isOff || !mayEdit,
    run: () => onMode('edit'),
  }
  const discarding: Action = {
    id: 'letter discard',
    says: 'letters.discard',
    icon: Trash2,
    keys: 'D',
    for: 'desk',
    asks: 'itself',
    off: isOff,
    run: () => onMode('discard'),
  }
  useActions([replaying, editing, discarding])

  if (fault && !letter)
    return (
      <div
        role="alert"
        className="flex flex-wrap items-center gap-3 rounded-xl bg-bad-soft px-4 py-2 text-bad"
      >
        <p className="flex-1">{wordsFor(fault, t)}</p>
        <Button onClick={again}>{t('common.tryAgain')}</Button>
      </div>
    )
  if (!letter) return <p className="text-muted">{t('letters.loading')}</p>

  const wrong = wrongOf(letter, words)
  const isTwin = letter.code === 'document/id-reused'
  return (
    <article className="flex flex-col gap-4" aria-labelledby="letter-name" data-testid="letter">
      <header>
        <div className="flex flex-wrap items-center gap-2">
          <h2 id="letter-name" className="figures text-xl font-semibold tracking-tight">
            {name}
          </h2>
          <Pill tone="bad">{letter.code}</Pill>
        </div>
        <p className="text-sm text-muted">
          {t('letters.from', {
            lane: letter.device ? `${letter.device.code} ${letter.device.name}` : t('letters.nobody'),
            person: letter.user?.name ?? t('letters.nobody'),
            when: moment(letter.receivedAt),
          })}
        </p>
        {letter.device ? (
          <Link
            to="/devices/$id/sync-log"
            params={{ id: letter.device.id }}
            className="inline-flex min-h-9 items-center text-sm font-medium text-accent-text underline"
          >
            {t('letters.syncLog')}
          </Link>
        ) : null}
      </header>

      <section className="rounded-xl bg-bad-soft px-4 py-3">
        <h3 className="font-semibold text-bad">{t('letters.wrong')}</h3>
        <p>{wordsForRejection({ code: letter.code, message: letter.reason }, t)}</p>
        {wrong.size > 0 ? (
          <ul className="figures text-sm break-words">
            {[...wrong].map(([path, said]) => (
              <li key={path}>{path === '' ? said : `${nameOfPath(path, t)}: ${said}`}</li>
            ))}
          </ul>
        ) : (
          <p className="figures text-sm break-words">{detailsOf(letter, words)}</p>
        )}
      </section>

      {state.kind === 'failed' ? (
        <p role="alert" className="text-bad">
          {state.why}
        </p>
      ) : null}

      {isClosed && !isBusy ? (
        <p role="alert" className="rounded-xl bg-warn-soft px-4 py-3 text-warn">
          {t('letters.closed')}
        </p>
      ) : null}

      {mode === 'edit' && mayEdit ? (
        <LetterForm
          letter={letter}
          isAdmin={isAdmin}
          working={isBusy}
          closed={isClosed}
          onSend={(payload) => void send(payload)}
          onBack={() => onMode('look')}
        />
      ) : mode === 'discard' ? (
        <DiscardForm
          working={isBusy}
          closed={isClosed}
          onBack={() => onMode('look')}
          onDiscard={(reason) =>
            void run(`discard ${id} ${reason}`, async (key) => {
              await discard(id, reason, key)
              return t('letters.discarded', { name })
            })
          }
        />
      ) : (
        <>
          <div className="flex flex-wrap gap-2">
            <ActionButton action={replaying} look="primary" showsKey />
            <ActionButton action={editing} showsKey />
            <ActionButton action={discarding} showsKey />
          </div>
          {mayEdit ? null : <p className="text-sm text-muted">{t('letters.noProducts')}</p>}
          {isTwin && mayEdit ? (
            <div className="flex flex-wrap items-center gap-3 rounded-xl border border-line px-4 py-2">
              <p className="min-w-48 flex-1 text-sm">{t('letters.replayOwnHint')}</p>
              <Button
                size="small"
                disabled={isBusy || isClosed}
                onClick={() => void send({ ...letter.payload, id: ownId(id) })}
              >
                {t('letters.replayOwn')}
              </Button>
            </div>
          ) : null}
          <Stored letter={letter} />
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t('letters.sent')}</h3>
            <PayloadView payload={letter.payload} faults={wrong} />
          </section>
        </>
      )}
    </article>
  )
}

/** What the server found that does not fit, by path, in the reader's words. */
function wrongOf({ collection, payload, faults }: Letter, words: Words): ReadonlyMap<string, string> {
  const known = faultsOf(collection, payload)
  const currency = currencyOf(payload)
  return new Map(faults.map(({ path }) => [path, faultWords(path, known.get(path), currency, words)]))
}

/** A document and what was found wrong with it. */
type Judged = { code: string; collection: string; payload: object; details: string }

/** Payments that do not add up are told in the reader's words and money; all else as the server noted it. */
function detailsOf({ code, collection, payload, details }: Judged, words: Words): string {
  const fault = code === 'order/wrong-payments' ? moneyFaultOf(collection, { ...payload }) : null
  return fault ? moneyFaultWords(fault, currencyOf({ ...payload }), words) : details
}

const ownIds = new Map<string, string>()

/** The id that the second of two documents gets: one a letter, so that a repeated press is the same command. */
function ownId(letterId: string): string {
  const known = ownIds.get(letterId) ?? device.newId()
  ownIds.set(letterId, known)
  return known
}

function Stored({ letter }: { letter: Letter }) {
  const { t } = useWords()
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('letters.stored')}</h3>
      {letter.stored === null ? (
        <p className="text-sm text-muted">{t('letters.storedNone')}</p>
      ) : letter.differences.length === 0 ? (
        <p className="text-sm text-muted">{t('letters.storedSame')}</p>
      ) : (
        <Differences
          differences={letter.differences}
          before={t('letters.server')}
          after={t('letters.letter')}
          currency={currencyOf(letter.payload)}
        />
      )}
    </section>
  )
}

function DiscardForm({
  working,
  closed,
  onDiscard,
  onBack,
}: {
  working: boolean
  /** Somebody else was faster: what is typed goes nowhere any more. */
  closed: boolean
  onDiscard(reason: string): void
  onBack(): void
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [isLeftOut, setLeftOut] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (reason.trim() === '') setLeftOut(true)
    else if (!working && !closed) onDiscard(reason.trim())
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-4">
      <h3 className="font-semibold">{t('letters.discardTitle')}</h3>
      <p className="text-sm text-muted">{t('letters.discardLead')}</p>
      <TextField
        label={t('letters.reason')}
        hint={t('letters.reasonHint')}
        maxLength={500}
        value={reason}
        // The form was asked for by a press or a key: what is typed next is the reason.
        ref={(field) => (reason === '' ? field?.focus() : undefined)}
        fault={isLeftOut && reason.trim() === '' ? t('letters.reasonFault') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" disabled={working || closed}>
          {working ? t('letters.working') : t('letters.discard')}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t('letters.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** @param isListed where that changes, it is asked for anew: it may be open no more */
function useLetter(id: string, isListed: boolean) {
  const [letter, setLetter] = useState<Letter | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let current = true
    fetchLetter(id).then(
      (found) => {
        if (!current) return
        setLetter(found)
        setFault(null)
      },
      (error: unknown) => (current ? setFault(error) : undefined),
    )
    return () => {
      current = false
    }
  }, [id, isListed, attempt])
  return { letter: letter?.id === id ? letter : null, fault, again: () => setAttempt((it) => it + 1) }
}
