import type { FaultCode } from '../../shared/backups/backups.ts'
import type { Sentence, Translate } from '../i18n/translate.ts'

const words: Readonly<Record<FaultCode, Sentence>> = {
  'disk-full': 'backups.fault_diskFull',
  'store-unreachable': 'backups.fault_storeUnreachable',
  'store-refused': 'backups.fault_storeRefused',
  'no-rights': 'backups.fault_noRights',
  database: 'backups.fault_database',
  damaged: 'backups.fault_damaged',
  'wrong-key': 'backups.fault_wrongKey',
  interrupted: 'backups.fault_interrupted',
  invariant: 'backups.fault_invariant',
  unknown: 'backups.fault_unknown',
}

/** Why a backup or a drill failed, and what to do. */
export function backupFaultWords(code: FaultCode, t: Translate): string {
  return t(words[code], { place: 'OMNISYNC_BACKUP_DIR', key: 'OMNISYNC_BACKUP_KEY' })
}
