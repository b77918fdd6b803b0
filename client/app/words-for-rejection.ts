import { rejections } from '../../shared/errors.ts'
import '../i18n/sheet-words.ts'
import type { Translate } from '../i18n/translate.ts'

/** Why a document was not accepted, in the reader's language; a newer server's code by the server's own sentence. */
export function wordsForRejection(
  { code, message }: { code: string; message: string },
  t: Translate,
): string {
  return Object.hasOwn(rejections, code) ? t(`rejections.${code as keyof typeof rejections}`) : message
}
