import { hash } from 'node:crypto'
import { canonicalJson } from '../../shared/basics/canonical.ts'

/** SHA-256 of a document's canonical form: by it a repeat is told from another document under the same id (U3). */
export function payloadHash(document: unknown): Buffer {
  return hash('sha256', canonicalJson(document), 'buffer')
}
