import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, mayEnter } from './account.ts'

/**
 * A folder outside of the project that belongs to root and that the account may enter; made where missing.
 * Only needed where root starts OmniSync from a folder that is closed to others, such as its own home.
 */
export function openFolder(account: Account, name: string): string {
  // /var/lib first: it holds data by convention, while /var/tmp and /tmp are swept on many machines.
  for (const base of ['/var/lib', '/var/tmp', tmpdir()]) {
    const folder = join(base, 'omnisync')
    try {
      mkdirSync(join(folder, name), { recursive: true })
      // In /tmp someone else may have made the folder first, to slip in files of his own.
      if (lstatSync(folder).uid !== 0 || lstatSync(join(folder, name)).uid !== 0) continue
      chmodSync(folder, 0o755)
      chmodSync(join(folder, name), 0o755)
    } catch {
      continue // read-only or absent: try the next one
    }
    if (mayEnter(account, join(folder, name))) return join(folder, name)
  }
  throw new Error(
    `Found no folder that the user ${account.name} may read. ` +
      'Start OmniSync as an ordinary user, or name another Postgres in DATABASE_URL.',
  )
}
