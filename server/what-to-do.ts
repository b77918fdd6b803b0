import { sqlState } from './database/transaction.ts'
import type { Env } from './env.ts'

/** Why the server, or a command beside it, did not start, in a sentence with what to do about it; a stack only for what nobody foresaw. */
export function whatToDo(
  error: unknown,
  env: Env,
  failed = 'The server could not start',
  /** Where the address of the database was given. */
  setting = 'DATABASE_URL',
): string {
  const code = sqlState(error)
  if (code === 'EADDRINUSE') {
    return `> Port ${env.port} is taken by another program. Stop it, or choose another: PORT=${env.port + 1} npm start`
  }
  if (code === 'EACCES')
    return `> Port ${env.port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`
  if (env.databaseUrl !== undefined && code !== undefined && cannotConnect.test(code)) {
    return `> The database named in ${setting} cannot be reached (${reason(error)}). Start it, or correct the address, user and password.`
  }
  if (error instanceof Error && named.has(error.name)) return `> ${error.message}`
  return error instanceof Error ? `> ${failed}.\n${describe(error)}` : `> ${failed}: ${String(error)}`
}

const cannotConnect = /^(E[A-Z]+|08|28|3D000|57P03)/
/** Their messages say what to do by themselves. */
const named = new Set(['DataFolderInUse', 'DatabaseIsNewer', 'BadSettings', 'BackupFault', 'WrongRole'])

/** Some errors of connecting have several causes and no message of their own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? `\nBecause: ${describe(error.cause)}` : ''
  return `${error.stack ?? error.message}${cause}`
}
