import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Person } from '../../../shared/access/people.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { command } from '../../app/command.ts'
import { useShop } from '../../app/shop-context.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { note } from '../../ui/note.ts'
import { TextField } from '../../ui/text-field.tsx'
import { RoleFields } from './role-fields.tsx'
import { SecretFields } from './secret-fields.tsx'

type Props = { person: Person; branches: readonly Branch[]; onClose(): void; onDone(): Promise<void> }

/** Somebody's name, role and branch, a new password or PIN, and the switch of their account. */
export function PersonSheet({ person, branches, onClose, onDone }: Props) {
  const { t } = useWords()
  const { user } = useShop().session
  const isSelf = person.id === user.id
  const { role, branchId } = person
  const [name, setName] = useState(person.name)
  const [place, setPlace] = useState({ role, branchId })
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const isChanged = name.trim() !== person.name || place.role !== role || place.branchId !== branchId

  async function act(work: () => Promise<unknown>) {
    setRefused(null)
    try {
      await work()
      await onDone()
      note(t('staff.saved'))
      return true
    } catch (error) {
      setRefused(error)
      return false
    }
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return
    await act(() => command(`/users/${person.id}`, { name: name.trim(), ...place }, 'PATCH'))
  }

  async function turn(what: 'enable' | 'disable') {
    setAsking(false)
    await act(() => command(`/users/${person.id}/${what}`, {}))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('staff.edit', { name: person.name })}
      description={person.email}
      closeLabel={t('common.close')}
    >
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          label={t('staff.name')}
          value={name}
          autoComplete="off"
          fault={name.trim() === '' ? t('staff.nameFault') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isSelf ? null : (
          <>
            <RoleFields {...place} branches={branches} onChange={setPlace} />
            <p className="text-sm text-muted">{t('staff.roleText')}</p>
          </>
        )}
        <Button type="submit" look="primary" disabled={!isChanged}>
          {t('common.save')}
        </Button>
      </form>
      {refused ? (
        <p role="alert" className="mt-4 rounded-xl bg-bad-soft px-4 py-3 text-bad">
          {wordsFor(refused, t)}
        </p>
      ) : null}
      <SecretFields person={person} act={act} />
      {isSelf ? null : (
        <div className="mt-auto pt-6">
          {asking ? (
            <div role="group" aria-label={t('staff.disable')} className="rounded-2xl bg-warn-soft p-4">
              <p className="font-semibold">{t('staff.disableAsk', { name: person.name })}</p>
              <p className="mt-1 mb-3 text-[15px]">{t('staff.disableText')}</p>
              <div className="flex gap-2">
                <Button className="flex-1" onClick={() => setAsking(false)}>
                  {t('common.cancel')}
                </Button>
                <Button look="danger" className="flex-1" onClick={() => void turn('disable')}>
                  {t('staff.disable')}
                </Button>
              </div>
            </div>
          ) : (
            <Button
              className="w-full"
              onClick={() => (person.disabledAt ? void turn('enable') : setAsking(true))}
            >
              {person.disabledAt ? t('staff.enable') : t('staff.disable')}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}
