/** What somebody wrote to the bot, as far as it is understood. */
export type Command =
  | { kind: 'start'; code: string | null }
  | { kind: 'stop' | 'help' | 'today' | 'alerts' }
  | { kind: 'stock'; code: string }
  | { kind: 'alert'; code: string; threshold: number | 'off' }
  /** A command that is known, and cannot be carried out as it was written. */
  | { kind: 'wrong'; command: 'stock' | 'alert'; because: 'no-code' | 'no-threshold' | 'bad-threshold' }
  | { kind: 'unknown' }

const LONGEST_CODE = 100
const MOST_PIECES = 1_000_000

/**
 * Reads a message. `/stock SKU`, `/alert SKU 5`, `/alert SKU off`, `/alerts`, `/today`, `/help`, `/stop`, `/start CODE`;
 * a SKU may have spaces in it, and the bot's own name may stand behind the command.
 */
export function readCommand(text: string): Command {
  const parts = /^\/([a-z]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text.trim())
  if (!parts) return { kind: 'unknown' }
  const name = parts[1]?.toLowerCase() ?? ''
  const rest = (parts[2] ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST_CODE)
  switch (name) {
    case 'start':
      return { kind: 'start', code: rest === '' ? null : rest }
    case 'stop':
    case 'help':
    case 'today':
    case 'alerts':
      return { kind: name }
    case 'stock':
      return rest === ''
        ? { kind: 'wrong', command: 'stock', because: 'no-code' }
        : { kind: 'stock', code: rest }
    case 'alert':
      return readAlert(rest)
    default:
      return { kind: 'unknown' }
  }
}

function readAlert(rest: string): Command {
  if (rest === '') return { kind: 'wrong', command: 'alert', because: 'no-code' }
  const at = rest.lastIndexOf(' ')
  if (at < 0) return { kind: 'wrong', command: 'alert', because: 'no-threshold' }
  const [code, figure] = [rest.slice(0, at), rest.slice(at + 1)]
  if (/^(off|выкл|o[ʻ'‘’]?ch)$/i.test(figure)) return { kind: 'alert', code, threshold: 'off' }
  const threshold = Number(figure)
  if (!/^\d{1,9}$/.test(figure) || threshold > MOST_PIECES)
    return { kind: 'wrong', command: 'alert', because: 'bad-threshold' }
  return { kind: 'alert', code, threshold }
}
