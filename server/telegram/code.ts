import { createHmac, randomBytes } from 'node:crypto'
import { toBase32 } from '../../shared/basics/base32.ts'

const BYTES = 5

/** A new code to bind a chat by: eight figures and capitals, two by two fours. */
export function newCode(): string {
  const code = toBase32(randomBytes(BYTES))
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * What is kept of a code. Keyed, since a code is short: of a plain hash all codes could be tried in an hour.
 *
 * @returns null where it cannot be a code
 */
export function hashOfCode(secret: string, typed: string): Buffer | null {
  // As Crockford means it: people take these for each other.
  const code = typed.toUpperCase().replaceAll(/[-\s]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)) return null
  return createHmac('sha256', secret).update(`telegram code ${code}`).digest()
}
