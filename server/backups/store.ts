/** Where backups lie: a folder, or a bucket. Files are whole or not there; none is larger than a part. */
export type Store = {
  /** For people: `/var/omnisync/backups`, `https://s3.example.com/bucket/shop`. */
  place: string
  /** The names of everything that lies there, finished or not, oldest first. */
  list(): Promise<string[]>
  /** Whole or not there; once the manifest is written all of the backup is durable. */
  write(backup: string, file: string, bytes: Buffer): Promise<void>
  /** Null where there is no such file. */
  read(backup: string, file: string): Promise<Buffer | null>
  /** Forgets a backup with all its files, the manifest first: what is left of it is no backup. */
  remove(backup: string): Promise<void>
}

/** Names sort by age; anything else in the place is not ours to look at. */
export const BACKUP_NAME = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/

/** A backup's name, by the moment of its beginning. */
export function backupName(at: Date, chance: string): string {
  return `${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${chance}`
}

/** When a backup of this name was begun. */
export function begunAt(name: string): Date {
  const iso = name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z')
  return new Date(iso)
}
