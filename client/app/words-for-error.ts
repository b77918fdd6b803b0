import type { ErrorCode } from '../../shared/errors.ts'
import type { English } from '../i18n/english.ts'
import type { Translate } from '../i18n/translate.ts'
import { ApiError, NoAnswer } from './api.ts'
import { UnsentHere } from './unsent-here.ts'

/** The codes that only a program meets: how a request must look. */
type ForPrograms = Exclude<ErrorCode & `${'request' | 'sync'}/${string}`, keyof English['errors']>

/** A sentence for the person in front of the screen: what went wrong, and what to do. */
export function wordsFor(error: unknown, t: Translate): string {
  if (error instanceof NoAnswer) return t('common.noServer')
  if (error instanceof UnsentHere) return wordsForUnsent(error, t)
  if (!(error instanceof ApiError)) return t('common.unknownError')
  return wordsForCode(error.code, t) ?? (error.message || t('common.unknownError'))
}

/** A desk sells nothing, and has no file to export it to. */
function wordsForUnsent({ owner: { user, lane }, waiting, isOwner }: UnsentHere, t: Translate): string {
  const { name, email } = user
  const atLane = isOwner ? 'signIn.unsentOfBefore' : 'signIn.unsentOf'
  const atDesk = isOwner ? 'signIn.unsentOfBeforeAtDesk' : 'signIn.unsentAtDesk'
  return t(lane ? atLane : atDesk, { name, email, waiting })
}

/** What an error code means, in the reader's language; null where it is of a newer server, or for programs only. */
export function wordsForCode(code: string, t: Translate): string | null {
  if (!code.includes('/')) return null
  // A new code of the server does not compile until people have a sentence for it, in every language.
  const name = `errors.${code as Exclude<ErrorCode, ForPrograms>}` as const
  const said = t(name)
  // Without words, the name itself is said.
  return said === name ? null : said
}
