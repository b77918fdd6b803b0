import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Branch } from '../../../shared/branches/branch.ts'
import { BranchChange } from '../../../shared/branches/business.ts'
import { command } from '../../app/command.ts'
import { wordsFor } from '../../app/words-for-error.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { note } from '../../ui/note.ts'
import { TextField } from '../../ui/text-field.tsx'
import { branchNow } from './save-settings.ts'

/** Gives a branch another name; its code stays, since it stands in the numbers of receipts. */
export function RenameDialog({ branch, onClose }: { branch: Branch; onClose(): void }) {
  const { t } = useWords()
  const [name, setName] = useState(branch.name)
  const [refused, setRefused] = useState<unknown>(null)
  const [isEmpty, setEmpty] = useState(false)
  const [busy, setBusy] = useState(false)

  async function save(event: FormEvent) {
    event.preventDefault()
    const isGood = BranchChange.shape.name.safeParse(name.trim()).success
    setEmpty(!isGood)
    if (!isGood || busy) return
    setBusy(true)
    try {
      // The copy here may be some seconds behind; what is renamed is the branch as it stands.
      const { seq: version } = (await branchNow(branch.id)) ?? branch
      await command(`/branches/${branch.id}`, { version, name: name.trim() }, 'PATCH')
      note(t('settings.renamed', { name: name.trim() }), t('settings.savedHint'))
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
      title={t('settings.rename')}
      description={t('settings.renameLead', { code: branch.code })}
      closeLabel={t('common.close')}
    >
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-2">
        <TextField
          data-first
          label={t('staff.name')}
          value={name}
          maxLength={120}
          autoComplete="off"
          fault={isEmpty ? t('staff.nameFault') : null}
          onChange={(event) => {
            setRefused(null)
            setName(event.currentTarget.value)
          }}
        />
        {refused ? (
          <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
            {wordsFor(refused, t)}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={busy}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
