import type { FormEvent } from 'react'
import { useEffect, useState } from 'react'
import { Invited } from '../../shared/access/invitation.ts'
import { Pin } from '../../shared/access/lane-people.ts'
import { Password } from '../../shared/access/people.ts'
import '../i18n/desk-words.ts'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { callApi } from './api.ts'
import { LanguageChoice } from './language-choice.tsx'
import { go } from './place.ts'
import { Entrance } from './sign-in-page.tsx'
import { wordsFor } from './words-for-error.ts'

/** Where a link leads that an admin has handed over: somebody sets their own password and PIN, once. */
export function JoinPage() {
  const { t } = useTranslation()
  // Behind the `#`, so that no server and no proxy ever logs it.
  const [token] = useState(() => location.hash.slice(1))
  const [invited, setInvited] = useState<Invited | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [done, setDone] = useState(false)
  useEffect(() => {
    callApi(`/auth/invitation?token=${encodeURIComponent(token)}`).then(
      (answer) => setInvited(Invited.parse(answer)),
      setFault,
    )
  }, [token])
  return (
    <Entrance aside={null}>
      <h1 className="text-3xl font-semibold tracking-tight">
        {done ? t('join.done') : invited ? t('join.title', { name: invited.name }) : t('join.link')}
      </h1>
      {done ? (
        <div className="mt-6 flex flex-col gap-4">
          <p className="text-muted">{t('join.doneHint', { email: invited?.email ?? '' })}</p>
          <Button look="primary" onClick={() => go('/till', { replacing: true })}>
            {t('signIn.submit')}
          </Button>
        </div>
      ) : invited ? (
        <>
          <p className="mt-2 mb-8 text-muted">
            {invited.business} · {invited.email}
          </p>
          <JoinForm token={token} onDone={() => setDone(true)} />
        </>
      ) : (
        <p role={fault ? 'alert' : 'status'} className="mt-4 text-muted">
          {fault ? wordsFor(fault, t) : t('join.loading')}
        </p>
      )}
      <div className="mt-10">
        <LanguageChoice />
      </div>
    </Entrance>
  )
}

function JoinForm({ token, onDone }: { token: string; onDone(): void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const goodPassword = Password.safeParse(password).success
  const goodPin = pin === '' || Pin.safeParse(pin).success

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!goodPassword || !goodPin || again !== password || busy) return
    setBusy(true)
    try {
      const body = { token, password, pin: pin === '' ? null : pin }
      await callApi('/auth/invitation', { method: 'POST', body })
      onDone()
    } catch (error) {
      setRefused(error)
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        autoFocus
        label={t('signIn.password')}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        hint={t('join.passwordHint')}
        fault={tried && !goodPassword ? t('staff.passwordFault') : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextField
        label={t('join.again')}
        name="again"
        type="password"
        autoComplete="new-password"
        value={again}
        fault={tried && again !== password ? t('join.againFault') : null}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <TextField
        label={t('staff.pin')}
        name="pin"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        hint={t('join.pinHint')}
        fault={tried && !goodPin ? t('staff.pinFault') : null}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      {refused ? (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      <Button type="submit" look="primary" disabled={busy}>
        {t('join.submit')}
      </Button>
    </form>
  )
}
