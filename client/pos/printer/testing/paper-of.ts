/** What a printer has done with the bytes it got. */
export type Paper = {
  lines: string[]
  codes: string[]
  cuts: number
  /** Connectors of the drawer that got a pulse. */
  pulses: number[]
  /** Commands that this printer does not know: none, if we speak its language. */
  unknown: string[]
}

const decoders: Readonly<Record<number, (byte: number) => string>> = {
  0: latin437,
  16: windows('windows-1252'),
  17: windows('ibm866'),
  46: windows('windows-1251'),
}

/**
 * An ESC/POS printer on paper that tests can read: takes what it was sent as the manual of the TM-T88 says, byte after
 * byte, and knows no more of our encoder than a printer does.
 */
export function paperOf(bytes: Uint8Array): Paper {
  const paper: Paper = { lines: [], codes: [], cuts: 0, pulses: [], unknown: [] }
  let line = ''
  let page = 0
  let stored = ''
  let at = 0
  const next = () => bytes[at++] ?? 0

  while (at < bytes.length) {
    const byte = next()
    if (byte === 0x0a) {
      paper.lines.push(line)
      line = ''
    } else if (byte === 0x1b) escape(next())
    else if (byte === 0x1d) group(next())
    else if (byte === 0x1c) kanji(next())
    else if (byte >= 0x20) line += (decoders[page] ?? (() => '?'))(byte)
    else if (byte !== 0x0d) paper.unknown.push(`0x${byte.toString(16)}`)
  }
  if (line !== '') paper.lines.push(line)
  return paper

  /** FS: only that letters of two bytes are off. */
  function kanji(command: number): void {
    if (command !== 0x2e) paper.unknown.push(`FS ${command}`)
  }

  /** ESC: initialise, bold, align, font, spacing, code page, feed, drawer. */
  function escape(command: number): void {
    const name = String.fromCharCode(command)
    if (name === '@') page = 0
    else if (name === 't') page = next()
    else if (name === 'p') {
      paper.pulses.push(next())
      at += 2
    } else if ('EaM!-GV3JdR{'.includes(name)) at += 1
    else if (name !== '2') paper.unknown.push(`ESC ${name}`)
  }

  /** GS: size, cut, QR code. */
  function group(command: number): void {
    const name = String.fromCharCode(command)
    if (name === 'V') {
      // Functions B and C feed first, by a parameter.
      if (next() >= 65) at += 1
      paper.cuts += 1
    } else if (name === '(') code()
    else if ('!BbHfhw'.includes(name)) at += 1
    else paper.unknown.push(`GS ${name}`)
  }

  /** GS ( k: stores a symbol, then prints it. */
  function code(): void {
    next()
    const length = next() + next() * 256
    const [, what] = [bytes[at], bytes[at + 1]]
    if (what === 80) stored = String.fromCharCode(...bytes.subarray(at + 3, at + length))
    if (what === 81) paper.codes.push(stored)
    at += length
  }
}

function latin437(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : ({ 0xc4: '─', 0xfa: '·' }[byte] ?? '?')
}

function windows(name: string): (byte: number) => string {
  const decoder = new TextDecoder(name)
  return (byte) => decoder.decode(Uint8Array.of(byte))
}
