import { ExternalLink, MessageCircle, Unplug } from 'lucide-react'
import { useState } from 'react'
import { TelegramAccount, TelegramCode } from '../../shared/account/telegram.ts'
import { account } from '../app/app-parts.ts'
import { useAnswer } from '../app/use-answer.ts'
import { useNow } from '../app/use-now.ts'
import { wordsFor } from '../app/words-for-error.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { useWords } from '../i18n/use-words.ts'
import { Group } from '../settings/branches/group.tsx'
import { Button } from '../ui/button.tsx'
import { note } from '../ui/note.ts'

/** While a code is shown the page soon knows that it was used. Milliseconds. */
const OFTEN_MS = 2_000
const SELDOM_MS = 30_000

/** The chat that stands for whoever is signed in: how to connect one, and how to be rid of it. */
export function TelegramGroup() {
  const { t, moment } = useWords()
  const { language } = useTranslation()
  const [code, setCode] = useState<TelegramCode | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const { value, error, ask } = useAnswer(
    '/account/telegram',
    (it) => {
      const said = TelegramAccount.parse(it)
      // The code was used: by whom, the name of the chat says.
      if (said.chat) setCode(null)
      return said
    },
    code ? OFTEN_MS : SELDOM_MS,
  )

  async function doing(work: () => Promise<void>) {
    if (busy) return
    setBusy(true)
    setRefused(null)
    try {
      await work()
    } catch (fault) {
      setRefused(fault)
    }
    setBusy(false)
  }
  const connect = () =>
    doing(async () => {
      const answer = await account.callAs('/account/telegram/code', { method: 'POST', body: { language } })
      setCode(TelegramCode.parse(answer))
    })
  const disconnect = () =>
    doing(async () => {
      await account.callAs('/account/telegram', { method: 'DELETE' })
      note(t('account.disconnected'))
      await ask()
    })

  return (
    <Group title={t('account.telegram')} lead={t('account.telegramLead')}>
      {value === null ? (
        <p role={error ? 'alert' : 'status'} className="text-muted">
          {error ? wordsFor(error, t) : t('account.loading')}
        </p>
      ) : value.chat ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-64" role="status" data-testid="chat">
            {t('account.connected', { name: value.chat.name, time: moment(value.chat.boundAt) })}
            {value.chat.silentSince ? (
              <span className="mt-1 block text-warn">
                {t('account.silent', { time: moment(value.chat.silentSince) })}
              </span>
            ) : null}
          </p>
          <Button disabled={busy} onClick={() => void disconnect()}>
            <Unplug aria-hidden className="size-5" />
            {t('account.disconnect')}
          </Button>
        </div>
      ) : !value.isOn ? (
        <p className="text-muted">{t('account.noBot')}</p>
      ) : code ? (
        <Code code={code} bot={value.bot} busy={busy} onAnother={() => void connect()} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="flex-1 text-muted">{t('account.notConnected')}</p>
          <Button look="primary" disabled={busy} onClick={() => void connect()}>
            <MessageCircle aria-hidden className="size-5" />
            {t(busy ? 'account.making' : 'account.connect')}
          </Button>
        </div>
      )}
      {refused ? (
        <p role="alert" className="mt-3 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
    </Group>
  )
}

type CodeProps = { code: TelegramCode; bot: string | null; busy: boolean; onAnother(): void }

/** A code, as a link and to be typed, until it is over. */
function Code({ code, bot, busy, onAnother }: CodeProps) {
  const { t, clock } = useWords()
  const message = `/start ${code.code}`
  const isOver = useNow(1_000) >= Date.parse(code.expiresAt)
  if (isOver) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="flex-1 text-muted">{t('account.codeOver')}</p>
        <Button look="primary" disabled={busy} onClick={onAnother}>
          {t('account.another')}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <p>{t('account.codeHint')}</p>
      <output
        data-testid="telegram-code"
        className="rounded-xl bg-sunken px-4 py-3 text-center font-mono text-xl tracking-wide select-all"
      >
        {message}
      </output>
      <p className="text-sm text-muted">{t('account.until', { time: clock(code.expiresAt) })}</p>
      <div className="flex flex-wrap gap-3">
        {code.link ? (
          <a
            href={code.link}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-12 items-center gap-2 rounded-xl bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
          >
            <ExternalLink aria-hidden className="size-5" />
            {bot === null ? t('account.openChat') : t('account.openBot', { bot })}
          </a>
        ) : null}
        <Button disabled={busy} onClick={onAnother}>
          {t('account.another')}
        </Button>
      </div>
    </div>
  )
}
