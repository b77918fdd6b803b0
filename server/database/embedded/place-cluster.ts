import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, accountForPostgres, mayEnter } from './account.ts'
import { openFolder } from './open-folder.ts'

/**
 * Decides where the cluster of a data folder lives and who runs it: in the data folder itself, or, where root's
 * data folder is closed to the account that runs Postgres, elsewhere, with a note in the data folder that says where.
 */
export function placeCluster(
  dataDir: string,
  log: (message: string) => void,
): { cluster: string; account: Account | undefined } {
  const note = join(dataDir, 'postgres.location')
  if (existsSync(note)) {
    const cluster = readFileSync(note, 'utf8').trim()
    if (!existsSync(cluster)) {
      throw new Error(
        `The database of ${dataDir} was kept in ${cluster}, which is gone. ` +
          `Put it back, or delete ${note} to begin with an empty one.`,
      )
    }
    return { cluster, account: accountForPostgres(cluster) }
  }

  const cluster = join(dataDir, 'postgres')
  const account = accountForPostgres(cluster)
  if (account === undefined || mayEnter(account, dataDir)) return { cluster, account }

  const home = join(openFolder(account, 'data'), randomUUID())
  mkdirSync(home, { mode: 0o755 })
  mkdirSync(join(home, 'postgres'), { mode: 0o700 })
  log(
    `${dataDir} is closed to the user ${account.name}, who runs Postgres for root: the database is kept in ${home}`,
  )
  writeFileSync(note, `${join(home, 'postgres')}\n`)
  return { cluster: join(home, 'postgres'), account }
}
