import type { SpokenLanguage } from '../../shared/account/settings.ts'
import { formatMoment } from '../format-time.ts'
import { writeLetter } from '../mail/letter.ts'
import type { Message } from '../mail/mail.ts'
import type { Digest } from './digest.ts'
import { digestLines, mailWords } from './words.ts'

/** The mail of a digest in the language of its reader; each product leads to its history where an address is known. */
export function mailOfDigest(
  digest: Digest,
  { language, publicUrl }: { language: SpokenLanguage; publicUrl: string | null },
): Omit<Message, 'id' | 'to'> {
  const { title, lines, more } = digestLines(digest, language)
  const { open, why } = mailWords(language)
  const rows = lines.map(({ productId, title: says, place, left, threshold }) => [
    {
      says,
      below: place,
      url: publicUrl === null ? undefined : `${publicUrl}/products/${productId}/history`,
    },
    { says: left, below: threshold },
  ])
  return writeLetter({
    language,
    subject: title,
    title,
    intro: `${digest.business} · ${formatMoment(digest.at, language, digest.timeZone)}`,
    bullets: [],
    note: null,
    bars: [],
    sections: [{ head: null, rows: [...rows, ...(more === null ? [] : [[more]])] }],
    link: publicUrl === null ? null : { says: open, url: `${publicUrl}/home#low` },
    because: why,
  })
}
