import type { FormEvent } from 'react'
import { useState } from 'react'
import { z } from 'zod'
import type { Invitation } from '../../../shared/access/invitation.ts'
import { NewPerson } from '../../../shared/access/people.ts'
import type { Branch } from '../../../shared/branches/branch.ts'
import { isOpen } from '../../../shared/branches/is-open.ts'
import { account } from '../../app/app-parts.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { InvitationLink, makeInvitation } from './invitation-link.tsx'
import { RoleFields } from './role-fields.tsx'

type Props = { branches: readonly Branch[]; onClose(): void; onDone(): Promise<void> }

/** Enters somebody new. The server judges once more; what was typed stays until it agrees. */
export function NewPersonDialog({ branches, onClose, onDone }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState({
    name: '',
    email: '',
    password: '',
    pin: '',
    role: 'STAFF' as NewPerson['role'],
    branchId: branches.find(isOpen)?.id ?? null,
  })
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [invited, setInvited] = useState<{ id: string; link: Invitation | null } | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  const parsed = NewPerson.safeParse({
    ...typed,
    name: typed.name.trim(),
    email: typed.email.trim(),
    password: typed.password === '' ? null : typed.password,
    pin: typed.pin === '' ? null : typed.pin,
  })
  const wrong = new Set(tried && !parsed.success ? parsed.error.issues.map(({ path }) => path[0]) : [])
  const change = (next: Partial<typeof typed>) => setTyped({ ...typed, ...next })

  async function save(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!parsed.success || isWorking) return
    setIsWorking(true)
    setRefused(null)
    try {
      // No Idempotency-Key: a second try of the same person is refused by the email.
      const answer = await account.callAs('/users', { method: 'POST', body: parsed.data })
      await onDone()
      if (parsed.data.password !== null) return onClose()
      const { id } = z.object({ id: z.string() }).parse(answer)
      // Without an answer the link is made in their sheet.
      const link = await makeInvitation(id).catch(() => null)
      setInvited({ id, link })
    } catch (error) {
      setRefused(error)
    } finally {
      setIsWorking(false)
    }
  }

  if (invited) {
    return (
      <Dialog open onClose={onClose} place="side" title={typed.name.trim()} closeLabel={t('common.close')}>
        <div className="pt-2">
          <InvitationLink userId={invited.id} first={invited.link} />
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} place="side" title={t('staff.add')} closeLabel={t('common.close')}>
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          label={t('staff.name')}
          value={typed.name}
          data-first
          autoComplete="off"
          fault={wrong.has('name') ? t('staff.nameFault') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextField
          label={t('staff.email')}
          value={typed.email}
          type="email"
          autoComplete="off"
          fault={wrong.has('email') ? t('staff.emailFault') : null}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <RoleFields role={typed.role} branchId={typed.branchId} branches={branches} onChange={change} />
        <TextField
          label={t('staff.password')}
          value={typed.password}
          type="password"
          autoComplete="new-password"
          hint={t('staff.passwordByLink')}
          fault={wrong.has('password') ? t('staff.passwordFault') : null}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
        <TextField
          label={t('staff.pin')}
          value={typed.pin}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          hint={t('staff.pinHint')}
          fault={wrong.has('pin') ? t('staff.pinFault') : null}
          onChange={(event) => change({ pin: event.currentTarget.value })}
        />
        {refused ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {wordsFor(refused, t)}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={isWorking}>
          {t('staff.create')}
        </Button>
      </form>
    </Dialog>
  )
}
