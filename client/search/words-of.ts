const marks = /\p{M}+/gu
const gaps = /[^\p{L}\p{N}]+/u

/** The words of a text as search compares them: small letters, without accents, split at whatever is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFD').replace(marks, '')
  return plain.split(gaps).filter((word) => word !== '')
}
