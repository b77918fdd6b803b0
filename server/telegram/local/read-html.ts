import type { Piece } from './state.ts'

/** Telegram's refusal of a text that is not its HTML. */
export class BadHtml extends Error {
  override name = 'BadHtml'
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const tags = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a'])

/**
 * Reads a text as Telegram's HTML: few tags, each closed, and nothing else that looks like one.
 *
 * @throws BadHtml in Telegram's words
 */
export function readHtml(html: string): Piece[] {
  const open: string[] = []
  const pieces: Piece[] = []
  const add = (text: string): void => {
    if (text !== '')
      pieces.push({
        text,
        isBold: open.some((tag) => tag === 'b' || tag === 'strong'),
        isCode: open.some((tag) => tag === 'code' || tag === 'pre'),
      })
  }
  for (const [part] of html.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!part.startsWith('<')) {
      add(part.replaceAll(/&(#\d+|\w+);/g, (whole, name: string) => decode(whole, name)))
      continue
    }
    const tag = /^<(\/?)([a-z]+)(?:\s[^<>]*)?>$/.exec(part)
    const name = tag?.[2] ?? ''
    if (!tag || !tags.has(name)) throw new BadHtml(`can't parse entities: Unsupported start tag "${name}"`)
    if (tag[1] === '') open.push(name)
    else if (open.pop() !== name) throw new BadHtml(`can't parse entities: Unexpected end tag`)
  }
  if (open.length > 0)
    throw new BadHtml(`can't parse entities: Can't find end tag corresponding to "${open.at(-1)}"`)
  return pieces
}

function decode(whole: string, name: string): string {
  if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
  return entities[name] ?? whole
}
