import { Password } from '../../shared/access/people.ts'
import { openDatabase } from '../database/database.ts'
import { DataFolderInUse } from '../database/embedded/lock-data-folder.ts'
import { migrate } from '../database/migrate.ts'
import { withOwnedDatabase } from '../database/owned-database.ts'
import { inTransaction } from '../database/transaction.ts'
import { BadSettings, readEnv } from '../env.ts'
import type { Env } from '../env.ts'
import { ApiError } from '../http/api-error.ts'
import { newId } from '../new-id.ts'
import { hashPassword } from '../users/hash-password.ts'
import { PasswordsDiffer, readPassword } from '../users/read-password.ts'
import { whatToDo } from '../what-to-do.ts'
import { USAGE, readBusinessCommand } from './business-command.ts'
import { openBusiness } from './open-business.ts'
import type { NewBusiness } from './open-business.ts'

/**
 * `npm run business`: makes a business, its first branch and its admin where there is nobody yet who could do it in the
 * app, as in production. On the database of DATABASE_URL, or else on the embedded one, while no server runs on it.
 */
const say = (line: string): void => void process.stdout.write(`> ${line}\n`)
const command = readBusinessCommand(process.argv.slice(2))
if (command.kind === 'help') process.stdout.write(`${USAGE}\n`)
else if (command.kind === 'wrong')
  end(`${command.problems.map((problem) => `> ${problem}`).join('\n')}\n\n${USAGE}`)
else await make(command.wanted)
process.exit()

async function make(wanted: NewBusiness): Promise<void> {
  const env = settings()
  try {
    const password = Password.safeParse(await readPassword(wanted.email))
    if (!password.success)
      return end(`> The password: ${password.error.issues[0]?.message}. Nothing was made; run it again.`)
    const hash = await hashPassword(password.data)
    await withOwnedDatabase({ env, say, besideServer: false }, async (url) => {
      await migrate(url)
      await open(url, wanted, hash)
    })
    say(`${wanted.name} stands, with ${wanted.branch} and its admin ${wanted.email.toLowerCase()}.`)
    say(
      `Start the server if it does not run (npm start), open http://localhost:${env.port}, or the address that`,
    )
    say('your proxy serves, and log in.')
  } catch (error) {
    end(sentence(error, env, wanted))
  }
}

/** As the application's own role, so that this, too, can write nothing that a server could not (A1, L3). */
async function open(url: string, wanted: NewBusiness, hash: string): Promise<void> {
  const database = openDatabase({ url, maxConnections: 1 })
  const tenantId = newId()
  try {
    await inTransaction(database.tenant(tenantId), (tx) =>
      openBusiness(tx, { newId, now: Date.now }, tenantId, wanted, hash),
    )
  } finally {
    await database.close()
  }
}

function settings(): Env {
  try {
    // Nothing is signed here, so the secret that production needs is not asked for.
    return readEnv({ ...process.env, NODE_ENV: undefined })
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    end(`> These settings will not do:\n${error.message.replace(/^/gm, '    ')}`)
    process.exit()
  }
}

function sentence(error: unknown, env: Env, { email }: NewBusiness): string {
  if (error instanceof PasswordsDiffer)
    return '> The two passwords are not the same. Nothing was made; run it again.'
  if (error instanceof ApiError && error.code === 'user/email-taken')
    return `> Somebody logs in with ${email} already. Nothing was made; give another --email, or log in as them.`
  if (error instanceof DataFolderInUse)
    return `> The server is running on ${env.dataDir}, and the embedded Postgres serves it alone. Nothing was made; stop the server, run this again, then start it.`
  return whatToDo(error, env, 'The business could not be made')
}

function end(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}
