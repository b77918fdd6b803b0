import type { SpokenLanguage } from '../../shared/account/settings.ts'
import { htmlOfLetter } from './html-of-letter.ts'
import type { Message } from './mail.ts'

/** What a mail shows, in words already. Whatever we mail is one of these, so that all of it looks alike. */
export type Letter = {
  language: SpokenLanguage
  subject: string
  title: string
  /** Below the title: of whom and of when it tells. */
  intro: string
  bullets: readonly string[]
  /** Below them, in small; null where nothing is to be said. */
  note: string | null
  bars: readonly Bar[]
  sections: readonly Section[]
  /** Where to go on from here; null where nobody said by which address the app is reached. */
  link: { says: string; url: string } | null
  /** Why the reader gets it, and how to get no more of them. */
  because: string
}

/** `share` of the longest, from 0 to 1. */
export type Bar = { label: string; says: string; share: number }
/** A table, with its heading where it has one. */
export type Section = { head: string | null; rows: readonly (readonly Cell[])[] }
/** What stands below is smaller; `url` is where it leads. */
export type Cell = string | { says: string; below?: string; url?: string | undefined }

/** A letter as a mail: the same as HTML and as text. */
export function writeLetter(letter: Letter): Pick<Message, 'subject' | 'text' | 'html'> {
  return {
    // A name with a line break in it must not become a header.
    subject: letter.subject.replaceAll(/\s+/g, ' '),
    text: textOf(letter),
    html: htmlOfLetter(letter),
  }
}

function textOf({ title, intro, bullets, note, sections, link, because }: Letter): string {
  const lines = [
    title,
    intro,
    '',
    ...bullets.map((bullet) => `* ${bullet}`),
    ...(bullets.length > 0 ? [''] : []),
    ...(note === null ? [] : [note, '']),
    ...sections.flatMap(({ head, rows }) => [
      ...(head === null ? [] : [head.toUpperCase()]),
      ...rows.map((row) => row.flatMap(textsOf).join(' · ')),
      '',
    ]),
    ...(link ? [`${link.says}: ${link.url}`, ''] : []),
    because,
  ]
  return `${lines.join('\n')}\n`
}

function textsOf(cell: Cell): string[] {
  const { says, below = '' } = typeof cell === 'string' ? { says: cell } : cell
  return [says, below].filter((text) => text !== '')
}
