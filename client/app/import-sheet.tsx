import { FileUp } from 'lucide-react'
import type { FormEvent } from 'react'
import { useRef, useState } from 'react'
import type { ImportOutcome, Outbox } from '../../shared/sync/outbox.ts'
import { openExport } from '../database/open-export.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Progress } from '../ui/progress.tsx'
import { account } from './app-parts.ts'
import { becameOf } from './became.ts'
import { ImportList } from './import-list.tsx'
import { importOutbox } from './import-outbox.ts'
import { useShop } from './shop-context.ts'
import { wordsFor } from './words-for-error.ts'

type Stage =
  | { kind: 'choosing'; file: File | null; opening: boolean }
  | { kind: 'looking'; outbox: Outbox }
  | { kind: 'sending'; outbox: Outbox; done: number }
  | { kind: 'sent'; outbox: Outbox; outcomes: readonly ImportOutcome[] }

/**
 * Takes in what another lane exported and could not send: its file and passphrase, a look at what is inside, and then
 * to the server on that lane's behalf. Nothing of it is kept on this device.
 */
export function ImportOutbox() {
  const { t, moment, number } = useWords()
  const { session } = useShop()
  const [stage, setStage] = useState<Stage>({ kind: 'choosing', file: null, opening: false })
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)

  async function open(event: FormEvent) {
    event.preventDefault()
    if (stage.kind !== 'choosing' || !stage.file || stage.opening) return
    setFault(null)
    setStage({ ...stage, opening: true })
    // A file on a stick that was pulled out cannot be read: as good as damaged.
    const opened = await openExport(stage.file, passphrase).catch(() => ({ kind: 'damaged' as const }))
    if (opened.kind === 'opened' && opened.outbox.tenantId === session.user.tenantId) {
      setStage({ kind: 'looking', outbox: opened.outbox })
      return
    }
    setStage({ ...stage, opening: false })
    setFault(t(`outbox.${opened.kind === 'opened' ? 'foreign' : faults[opened.kind]}`))
  }

  async function send(outbox: Outbox) {
    setFault(null)
    setStage({ kind: 'sending', outbox, done: 0 })
    try {
      const outcomes = await importOutbox(outbox, account.callAs, (done) =>
        setStage({ kind: 'sending', outbox, done }),
      )
      setStage({ kind: 'sent', outbox, outcomes })
    } catch (error) {
      setStage({ kind: 'looking', outbox })
      setFault(wordsFor(error, t))
    }
  }

  if (stage.kind === 'choosing') {
    return (
      <form
        onSubmit={(event) => void open(event)}
        className="mt-4 flex flex-col gap-3 rounded-xl border border-line p-4"
      >
        <p className="text-sm text-muted">{t('outbox.importHint')}</p>
        <input
          ref={input}
          type="file"
          accept=".bin,application/json,application/octet-stream"
          className="hidden"
          data-testid="outbox-file"
          // The same file once more, copied anew meanwhile, is a choice too.
          onClick={(event) => (event.currentTarget.value = '')}
          onChange={(event) => {
            setFault(null)
            setStage({ ...stage, file: event.currentTarget.files?.[0] ?? null })
          }}
        />
        <Button autoFocus onClick={() => input.current?.click()}>
          <FileUp aria-hidden className="size-5 shrink-0" />
          <span className="min-w-0 truncate">{stage.file?.name ?? t('outbox.choose')}</span>
        </Button>
        <TextField
          label={t('status.passphrase')}
          type="password"
          autoComplete="off"
          value={passphrase}
          fault={fault}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value)
            setFault(null)
          }}
        />
        <Button type="submit" look="primary" disabled={!stage.file || passphrase === '' || stage.opening}>
          {stage.opening ? t('outbox.opening') : t('outbox.open')}
        </Button>
      </form>
    )
  }

  const { outbox } = stage
  const all = outbox.documents.length
  return (
    <section
      className="mt-4 flex flex-col gap-3 rounded-xl border border-line p-4"
      data-testid="outbox-import"
    >
      <p>
        <span className="figures block font-semibold">{t('outbox.ofLane', { lane: outbox.lane })}</span>
        <span className="text-sm text-muted">
          {t('outbox.saved', { time: moment(outbox.savedAt) })} · {t('outbox.documents', { count: all })}
        </span>
      </p>
      {fault ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {fault}
        </p>
      ) : null}
      {stage.kind === 'looking' ? (
        <Button look="primary" autoFocus disabled={all === 0} onClick={() => void send(outbox)}>
          {t('outbox.send')}
        </Button>
      ) : null}
      {stage.kind === 'sending' ? (
        <Progress
          label={t('outbox.sending')}
          figures={`${number(stage.done)} / ${number(all)}`}
          value={all === 0 ? 1 : stage.done / all}
        />
      ) : null}
      {stage.kind === 'sent' ? <Result outcomes={stage.outcomes} /> : null}
      <ImportList outbox={outbox} outcomes={stage.kind === 'sent' ? stage.outcomes : null} />
    </section>
  )
}

const faults = { 'not-ours': 'notOurs', damaged: 'damaged', 'wrong-passphrase': 'wrongPassphrase' } as const

/** What became of all of them, in a sentence; what is left to do where something is. */
function Result({ outcomes }: { outcomes: readonly ImportOutcome[] }) {
  const { t } = useWords()
  const count = (...kinds: ReturnType<typeof becameOf>[]) =>
    outcomes.filter((it) => kinds.includes(becameOf(it))).length
  const [waiting, help] = [count('waiting'), count('rejected', 'conflict')]
  return (
    <div role="status" className="flex flex-col gap-1 rounded-xl bg-good-soft px-4 py-3 text-good">
      <p className="font-medium">
        {t('outbox.done', { count: count('settled', 'known', 'current', 'conflict', 'rejected') })}
      </p>
      {count('known') > 0 ? (
        <p className="text-sm">{t('outbox.wereKnown', { count: count('known') })}</p>
      ) : null}
      {count('current') > 0 ? (
        <p className="text-sm">{t('outbox.areCurrent', { count: count('current') })}</p>
      ) : null}
      {help > 0 ? <p className="text-sm">{t('outbox.needHelp', { count: help })}</p> : null}
      {waiting > 0 ? <p className="text-sm">{t('outbox.notYet', { count: waiting })}</p> : null}
    </div>
  )
}
