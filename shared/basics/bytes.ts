/** Bytes written one after the other: whole numbers, ids and texts, each so that it can be read back. */
export type ByteWriter = ReturnType<typeof byteWriter>

export function byteWriter() {
  const bytes: number[] = []

  /** Seven bits a byte, the lowest first. By division: bit operations end at 32 bits. */
  function count(value: number): void {
    let left = value
    while (left >= 128) {
      bytes.push((left % 128) + 128)
      left = Math.floor(left / 128)
    }
    bytes.push(left)
  }

  return {
    /** One byte. */
    tag: (value: number) => void bytes.push(value),
    /** A safe integer, not negative. */
    count,
    /** A UUID in lower case. */
    id(uuid: string): void {
      const digits = uuid.replaceAll('-', '')
      for (let at = 0; at < 32; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16))
    },
    /** UTF-8, with its length before it. */
    text(text: string): void {
      const encoded = utf8(text)
      count(encoded.length)
      for (const byte of encoded) bytes.push(byte)
    },
    bytes: () => Uint8Array.from(bytes),
  }
}

export type ByteReader = ReturnType<typeof byteReader>

/** @throws RangeError, in each of its readings, where the bytes end too early or say what no writer writes */
export function byteReader(bytes: Uint8Array) {
  let at = 0

  function tag(): number {
    const byte = bytes[at]
    if (byte === undefined) throw new RangeError('the bytes end too early')
    at += 1
    return byte
  }

  function count(): number {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = tag()
      value += (byte % 128) * unit
      if (!Number.isSafeInteger(value)) throw new RangeError('a number is too large')
      if (byte < 128) return value
    }
  }

  return {
    tag,
    count,
    id(): string {
      let digits = ''
      for (let byte = 0; byte < 16; byte += 1) digits += tag().toString(16).padStart(2, '0')
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        digits.slice(12, 16),
        digits.slice(16, 20),
        digits.slice(20),
      ].join('-')
    },
    text(): string {
      const length = count()
      if (length > bytes.length - at) throw new RangeError('the bytes end too early')
      at += length
      return fromUtf8(bytes.subarray(at - length, at))
    },
    /** @throws RangeError where something is left */
    end(): void {
      if (at < bytes.length) throw new RangeError('there are more bytes than were written')
    },
  }
}

/** By hand: shared rules know no platform, and what encodes text is the platform's. Lone surrogates stay as they are. */
function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 + (code >> 6), rest(code, 0))
    else if (code < 0x10000) bytes.push(0xe0 + (code >> 12), rest(code, 6), rest(code, 0))
    else bytes.push(0xf0 + (code >> 18), rest(code, 12), rest(code, 6), rest(code, 0))
  }
  return bytes
}

function rest(code: number, shift: number): number {
  return 0x80 + ((code >> shift) & 0x3f)
}

function fromUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    let code = length === 1 ? first : first & (0xff >> (length + 1))
    for (let next = 1; next < length; next += 1) code = code * 64 + ((bytes[at + next] ?? 0) & 0x3f)
    if (code > 0x10ffff) throw new RangeError('this is no text')
    text += String.fromCodePoint(code)
    at += length
  }
  return text
}
