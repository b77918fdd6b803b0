import type { Branch } from '../../../shared/branches/branch.ts'
import { command } from '../../app/command.ts'
import { useWords } from '../../i18n/use-words.ts'
import { note } from '../../ui/note.ts'
import { NameDialog } from '../name-dialog.tsx'
import { branchNow } from './save-settings.ts'

/** Gives a branch another name; its code stays, since it stands in the numbers of receipts. */
export function RenameDialog({ branch, onClose }: { branch: Branch; onClose(): void }) {
  const { t } = useWords()
  return (
    <NameDialog
      title={t('settings.rename')}
      lead={t('settings.renameLead', { code: branch.code })}
      first={branch.name}
      most={120}
      save={async (name) => {
        // The copy here may be some seconds behind; what is renamed is the branch as it stands.
        const { seq: version } = (await branchNow(branch.id)) ?? branch
        await command(`/branches/${branch.id}`, { version, name }, 'PATCH')
        note(t('settings.renamed', { name }), t('settings.savedHint'))
      }}
      onClose={onClose}
    />
  )
}
