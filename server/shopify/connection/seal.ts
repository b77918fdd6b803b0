import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE = 12
const TAG = 16

/**
 * Seals what only this business may read again: AES-256-GCM under a key made of the server's secret. Copied to another
 * business's row it does not open.
 *
 * @param secret the server's, the same on every node
 */
export function seal(secret: string, tenantId: string, text: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(tenantId))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed])
}

/** What was sealed; undefined where it was sealed for somebody else, under another secret, or was changed since. */
export function unseal(secret: string, tenantId: string, sealed: Buffer): string | undefined {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) return undefined
  const nonce = sealed.subarray(1, 1 + NONCE)
  const tag = sealed.subarray(1 + NONCE, 1 + NONCE + TAG)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), nonce, { authTagLength: TAG })
  decipher.setAAD(Buffer.from(tenantId)).setAuthTag(tag)
  try {
    const text = decipher.update(sealed.subarray(1 + NONCE + TAG))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'shopify-secrets-v1', 32))
}
