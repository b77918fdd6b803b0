import type { BackupSettings } from '../env.ts'
import { folderStore } from './folder-store.ts'
import { backupKey } from './key.ts'
import type { BackupKey } from './key.ts'
import { s3Store } from './s3-store.ts'
import type { Store } from './store.ts'

/** How this installation keeps its backups. */
export type Backups = {
  /** Connection string of the database's owner: the application's role sees one business at a time, and no cluster. */
  url: string
  store: Store
  key: BackupKey | null
  /** Minutes after midnight, UTC; null where backups are taken by hand alone. */
  at: number | null
}

/** As the settings say; nothing is opened or made before the first backup. */
export function openBackups(url: string, { folder, bucket, key, at }: BackupSettings): Backups {
  return {
    url,
    store: bucket ? s3Store(bucket) : folderStore(folder),
    key: key === undefined ? null : backupKey(key),
    at,
  }
}
