import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Kept } from './account.ts'
import { account } from './app-parts.ts'
import { wordsFor } from './words-for-error.ts'

type Props = {
  email?: string
  /** What is done before the person is in: see `logIn`. */
  makeWay?: (next: Kept) => Promise<void>
  /** Once the server has said yes. */
  onDone?: () => void
}

/** Email and password. */
export function SignInForm({ email: known = '', makeWay, onDone }: Props) {
  const { t } = useTranslation()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [state, setState] = useState<{ kind: 'idle' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'idle',
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (state.kind === 'working') return
    setState({ kind: 'working' })
    try {
      await account.logIn(email.trim(), password, makeWay)
      onDone?.()
    } catch (error) {
      setState({ kind: 'failed', why: wordsFor(error, t) })
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
      <TextField
        label={t('signIn.email')}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        autoFocus={known === ''}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextField
        label={t('signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={known !== ''}
        value={password}
        fault={state.kind === 'failed' ? state.why : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" look="primary" disabled={state.kind === 'working'} className="mt-1 w-full">
        {state.kind === 'working' ? t('signIn.working') : t('signIn.submit')}
      </Button>
    </form>
  )
}
