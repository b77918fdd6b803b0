import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { NewBranch } from '../../../shared/branches/business.ts'
import { device } from '../../app/app-parts.ts'
import { command } from '../../app/command.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { note } from '../../ui/note.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

type Props = { branches: readonly Branch[]; onClose(): void }

/** Opens a branch: its name, the code that stands on its receipts for ever, and whose settings it begins with. */
export function NewBranchDialog({ branches, onClose }: Props) {
  const { t } = useWords()
  const [id] = useState(device.newId)
  const [typed, setTyped] = useState({ name: '', code: '', like: branches[0]?.id ?? '' })
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const parsed = NewBranch.safeParse({
    id,
    name: typed.name.trim(),
    code: typed.code.trim().toUpperCase(),
    like: typed.like === '' ? null : typed.like,
  })
  const wrong = new Set(tried && !parsed.success ? parsed.error.issues.map(({ path }) => path[0]) : [])
  const change = (next: Partial<typeof typed>) => {
    setRefused(null)
    setTyped({ ...typed, ...next })
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!parsed.success || busy) return
    setBusy(true)
    try {
      await command('/branches', parsed.data)
      note(t('business.branchOpened', { name: parsed.data.name }), t('business.branchOpenedHint'))
      onClose()
    } catch (error) {
      setRefused(error)
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={t('business.newBranch')}
      closeLabel={t('common.close')}
    >
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          data-first
          label={t('staff.name')}
          value={typed.name}
          autoComplete="off"
          fault={wrong.has('name') ? t('staff.nameFault') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextField
          label={t('business.code')}
          value={typed.code}
          maxLength={8}
          autoComplete="off"
          hint={t('business.codeHint')}
          fault={wrong.has('code') ? t('business.codeFault') : null}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        <Select
          isShown
          label={t('business.like')}
          value={typed.like}
          options={[
            ...branches.map((branch) => ({ value: branch.id, label: branch.name })),
            { value: '', label: t('business.likeNone') },
          ]}
          onChange={(like) => change({ like })}
        />
        {refused ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {wordsFor(refused, t)}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={busy}>
          {t('business.open')}
        </Button>
      </form>
    </Dialog>
  )
}
