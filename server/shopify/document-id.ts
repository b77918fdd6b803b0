import { createHash } from 'node:crypto'

/**
 * The id of our document for something of Shopify's: a UUID (version 8, RFC 9562) made of what it is for, so that
 * whoever learns of it again means the same document (U3).
 */
export function documentIdOf(tenantId: string, ...of: readonly (string | number)[]): string {
  const hash = createHash('sha256')
    .update([tenantId, ...of].join('\n'))
    .digest('hex')
  const variant = '89ab'[Number.parseInt(hash.slice(16, 17), 16) % 4] ?? '8'
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
