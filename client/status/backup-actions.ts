import { ArchiveRestore, DatabaseBackup } from 'lucide-react'
import type { BackupFacts } from '../../shared/backups/backups.ts'
import { command } from '../app/command.ts'
import type { Action } from '../command-palette/action.ts'
import type { Sentence, Translate } from '../i18n/translate.ts'
import { note } from '../ui/note.ts'

/**
 * Having a backup taken and the newest one tried out, now.
 *
 * @param then what follows once it was asked for
 * @param known how it stands with backups, where that is known
 */
export function backupActions(
  t: Translate,
  then: () => void | Promise<void>,
  known?: Pick<BackupFacts, 'current' | 'lastGood'>,
): Action[] {
  const asking = (path: string, asked: Sentence) => async (): Promise<void> => {
    await command(path, {})
    note(t(asked))
    await then()
  }
  return [
    {
      id: 'backup now',
      says: 'backups.now',
      icon: DatabaseBackup,
      for: 'admin',
      off: known?.current?.kind === 'backup',
      run: asking('/backups', 'backups.asked'),
    },
    {
      id: 'backup drill',
      says: 'backups.drillNow',
      icon: ArchiveRestore,
      for: 'admin',
      off: known?.current?.kind === 'drill' || known?.lastGood === null,
      run: asking('/backups/drills', 'backups.drillAsked'),
    },
  ]
}
