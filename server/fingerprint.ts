import { hash } from 'node:crypto'
import { canonicalJson } from '../shared/basics/canonical.ts'

/** A document's canonical text and its SHA-256: by it a repeat is told from another document under the same id (U3). */
export type Fingerprint = { text: string; hash: Buffer }

export function fingerprintOf(document: unknown): Fingerprint {
  const text = canonicalJson(document)
  return { text, hash: hash('sha256', text, 'buffer') }
}

/** The hash of a fingerprint alone: of a document, or of anything else that is told from its repeat by content. */
export function payloadHash(document: unknown): Buffer {
  return fingerprintOf(document).hash
}
