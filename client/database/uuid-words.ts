/** A UUID as four words of 32 bits: sixteen bytes instead of thirty-six, and nothing that packs smaller. */
export function uuidAt(words: Uint32Array, from: number): string {
  let hex = ''
  for (let at = from; at < from + 4; at += 1) hex += words[at]!.toString(16).padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Reads a UUID in small letters into the first four words; false where the id is none. */
export function readUuid(id: string, words: Uint32Array): boolean {
  if (id.length !== 36) return false
  let at = 0
  for (let word = 0; word < 4; word += 1) {
    let value = 0
    for (let digit = 0; digit < 8; digit += 1) {
      const isGap = at === 8 || at === 13 || at === 18 || at === 23
      if (isGap && id.charCodeAt(at) !== 45) return false
      if (isGap) at += 1
      const code = id.charCodeAt(at)
      const worth = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1
      if (worth < 0) return false
      value = (value << 4) | worth
      at += 1
    }
    words[word] = value
  }
  return true
}
