import type { FormEvent } from 'react'
import { useState } from 'react'
import { Pin } from '../../shared/access/lane-people.ts'
import { useWords } from '../i18n/use-words.ts'
import { usePeople } from '../people/people-context.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { note } from '../ui/note.ts'
import { TextField } from '../ui/text-field.tsx'
import { account } from './app-parts.ts'
import { wordsFor } from './words-for-error.ts'

/** A new PIN for whoever is signed in; their password says that it is they. Needs the network. */
export function OwnPin({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const here = usePeople()
  const [password, setPassword] = useState('')
  const [pin, setPin] = useState('')
  const [state, setState] = useState<{ kind: 'idle' | 'working' } | { kind: 'failed'; why: string }>({
    kind: 'idle',
  })
  const fits = Pin.safeParse(pin).success

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!fits || state.kind === 'working') return
    setState({ kind: 'working' })
    try {
      await account.callAs('/auth/me/pin', { method: 'PUT', body: { password, pin } })
      await here?.people.keepUp({ anew: true }).catch(() => null)
      note(t('people.pinSet'))
      onClose()
    } catch (error) {
      setState({ kind: 'failed', why: wordsFor(error, t) })
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('people.ownPin')}
      description={t('people.ownPinHint')}
      closeLabel={t('common.close')}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 pt-3">
        <TextField
          data-first
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          fault={state.kind === 'failed' ? state.why : null}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextField
          big
          label={t('people.newPin')}
          name="new-pin"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          fault={pin !== '' && !fits ? t('people.shape') : null}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" disabled={!fits || password === '' || state.kind === 'working'}>
          {t('people.setPin')}
        </Button>
      </form>
    </Dialog>
  )
}
