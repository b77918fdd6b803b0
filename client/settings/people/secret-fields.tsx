import { useState } from 'react'
import { Pin } from '../../../shared/access/lane-people.ts'
import type { Person } from '../../../shared/access/people.ts'
import { Password } from '../../../shared/access/people.ts'
import { account } from '../../app/app-parts.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { InvitationLink } from './invitation-link.tsx'

type Props = { person: Person; act(work: () => Promise<unknown>): Promise<boolean> }

/** A new password and a new PIN, each by itself; the fields are empty again once it stands. */
export function SecretFields({ person, act }: Props) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const [pin, setPin] = useState('')
  const put = (what: 'password' | 'pin', body: object) =>
    act(() => account.callAs(`/users/${person.id}/${what}`, { method: 'PUT', body }))
  const goodPassword = Password.safeParse(password).success
  const goodPin = Pin.safeParse(pin).success

  return (
    <div className="mt-6 flex flex-col gap-4 border-t border-line pt-4">
      <InvitationLink userId={person.id} />
      <form
        noValidate
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (goodPassword) void put('password', { password }).then((done) => (done ? setPassword('') : null))
        }}
      >
        <TextField
          label={t('staff.newPassword')}
          type="password"
          autoComplete="new-password"
          value={password}
          hint={t('staff.passwordText')}
          fault={password !== '' && !goodPassword ? t('staff.passwordFault') : null}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!goodPassword}>
          {t('staff.newPassword')}
        </Button>
      </form>
      <form
        noValidate
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (goodPin) void put('pin', { pin }).then((done) => (done ? setPin('') : null))
        }}
      >
        <TextField
          label={t('staff.newPin')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          hint={t('staff.pinHint')}
          fault={pin !== '' && !goodPin ? t('staff.pinFault') : null}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <div className="flex gap-2">
          <Button type="submit" className="flex-1" disabled={!goodPin}>
            {t('staff.newPin')}
          </Button>
          {person.hasPin ? (
            <Button className="flex-1" onClick={() => void put('pin', { pin: null })}>
              {t('staff.takePin')}
            </Button>
          ) : null}
        </div>
      </form>
    </div>
  )
}
