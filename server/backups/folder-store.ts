import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MANIFEST } from './manifest.ts'
import { BACKUP_NAME } from './store.ts'
import type { Store } from './store.ts'

/** Backups in a folder of this machine; made where missing. Only its owner may read them. */
export function folderStore(folder: string): Store {
  return {
    place: folder,
    async list() {
      const names = await orNull(readdir(folder))
      return (names ?? []).filter((name) => BACKUP_NAME.test(name)).toSorted()
    },
    async write(backup, file, bytes) {
      const path = join(folder, backup, file)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      // A disk asked after each of a hundred files keeps everybody else waiting; asked for all at once it does not.
      if (file === MANIFEST) await syncAllIn(dirname(path))
      // Under another name first: a full disk or a kill leaves nothing that looks like the file.
      const draft = `${path}.new`
      const handle = await open(draft, 'w', 0o600)
      try {
        await handle.writeFile(bytes)
        if (file === MANIFEST) await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, path)
      if (file !== MANIFEST) return
      // A rename is durable once its folder is.
      await sync(dirname(path))
      await sync(folder)
    },
    read: (backup, file) => orNull(readFile(join(folder, backup, file))),
    async remove(backup) {
      await rm(join(folder, backup, MANIFEST), { force: true })
      await rm(join(folder, backup), { recursive: true, force: true })
    },
  }
}

const AT_ONCE = 16

async function syncAllIn(path: string): Promise<void> {
  const names = await readdir(path)
  for (let from = 0; from < names.length; from += AT_ONCE)
    await Promise.all(names.slice(from, from + AT_ONCE).map((name) => sync(join(path, name))))
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
