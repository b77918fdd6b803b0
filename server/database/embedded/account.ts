import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

/** A user of the operating system, by number and by name. */
export type Account = {
  uid: number
  gid: number
  name: string
}

/**
 * The account that Postgres runs under, or undefined where the present one will do. Postgres refuses to
 * run as root, so root hands it to whoever owns the cluster already, or else to `postgres` or `nobody`.
 *
 * @param cluster folder of the database cluster; it need not exist yet
 * @throws where an ordinary user meets a cluster of somebody else
 */
export function accountForPostgres(cluster: string): Account | undefined {
  const me = process.getuid?.()
  const owner = existsSync(cluster) ? statSync(cluster).uid : undefined
  if (me === undefined) return undefined // Windows knows no such numbers
  if (me !== 0) {
    if (owner !== undefined && owner !== me) throw belongsToAnother(cluster, owner)
    return undefined
  }
  const accounts = accountsOfThisMachine()
  const account =
    owner !== undefined && owner !== 0
      ? accounts.find((one) => one.uid === owner)
      : (accounts.find((one) => one.name === 'postgres') ?? accounts.find((one) => one.name === 'nobody'))
  if (account === undefined) {
    throw new Error(
      'Postgres does not run as root, and this machine has no user "postgres" or "nobody" to run it as. ' +
        'Start OmniSync as an ordinary user, or name another Postgres in DATABASE_URL.',
    )
  }
  return account
}

/** Whether the account may enter and read a folder. Asked of the system itself: modes alone miss ACLs and mounts. */
export function mayEnter(account: Account | undefined, folder: string): boolean {
  return runsAs(account, '/bin/sh', ['-c', 'cd "$0"', folder]).ok
}

/** Runs a short command as the account and waits for it. */
export function runsAs(
  account: Account | undefined,
  command: string,
  args: string[],
): { ok: boolean; output: string } {
  // From "/", since the present folder may be closed to the account.
  const done = spawnSync(command, args, { cwd: '/', encoding: 'utf8', ...idsOf(account) })
  const output = `${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`.trim()
  return { ok: done.status === 0, output }
}

/** The options of `spawn` that make a child run as the account. */
export function idsOf(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

function belongsToAnother(cluster: string, owner: number): Error {
  const name = accountsOfThisMachine().find((one) => one.uid === owner)?.name ?? `number ${owner}`
  return new Error(
    `The database in ${cluster} belongs to the user ${name}. Start OmniSync as that user (or as root, ` +
      'if root made it), or name another folder in OMNISYNC_DATA_DIR.',
  )
}

function accountsOfThisMachine(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map((fields) => ({ name: fields[0]!, uid: Number(fields[2]), gid: Number(fields[3]) }))
    .filter((account) => account.uid !== 0)
}
