import type { FaultCode } from '../../shared/backups/backups.ts'

/** A backup, a restore or a drill could not be done; the message says why and what to do, in a sentence for people. */
export class BackupFault extends Error {
  override name = 'BackupFault'
  readonly code: FaultCode

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Whatever went wrong, as a fault that can be shown and kept. */
export function faultOf(error: unknown): BackupFault {
  if (error instanceof BackupFault) return error
  const code = codeOf(error)
  const why = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BackupFault('disk-full', `There is no room left for the backup (${why}).`, { cause: error })
  if (code !== undefined && /^E(ACCES|PERM|ROFS|NOENT|NOTDIR|IO)$/.test(code))
    return new BackupFault('store-refused', `The backups cannot be written or read (${why}).`, {
      cause: error,
    })
  if (code === '42501')
    return new BackupFault('no-rights', `The owner of the database may not do this (${why}).`, {
      cause: error,
    })
  if (code !== undefined && /^(E[A-Z]+|[0-9A-Z]{5})$/.test(code))
    return new BackupFault('database', `The database could not do it (${why}).`, { cause: error })
  return new BackupFault('unknown', why, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : undefined
}
