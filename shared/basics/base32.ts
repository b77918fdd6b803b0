/**
 * Figures and capitals without I, L, O and U (Crockford). Not base 45, which would be a tenth denser: a scanner types
 * its code through a keyboard layout, and `$ % * : /` come out as something else on half of them.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** Null where it is not what `toBase32` writes, down to the unused bits of the last figure. Capitals may be small. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const figure of text.toUpperCase()) {
    const value = alphabet.indexOf(figure)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  // Else one code could be written in several ways, and a changed figure would go unseen.
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? null : Uint8Array.from(bytes)
}
