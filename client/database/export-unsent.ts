import type { Outbox } from '../../shared/sync/outbox.ts'
import { base64, keyFrom, sumOf, type Envelope } from './sealed-file.ts'
import type { ShopSession } from './shop.ts'
import type { UnsentDocument } from './unsent.ts'

/** As OWASP asks of PBKDF2 with SHA-256. */
const iterations = 600_000
/** The unsent queue with the lane that wrote it, as a file holds it. */
export function outboxOf(
  { user, lane }: ShopSession,
  unsent: readonly UnsentDocument[],
  now: number,
): Outbox {
  if (!lane) throw new Error('only a lane has an outbox')
  return {
    tenantId: user.tenantId,
    deviceId: lane.deviceId,
    branchId: lane.branchId,
    lane: `${lane.branchCode}-${lane.code}`,
    savedAt: new Date(now).toISOString(),
    documents: [...unsent],
  }
}

/**
 * The unsent queue as an encrypted file (C8): AES-GCM, its key from the passphrase by PBKDF2.
 *
 * @throws RangeError for a passphrase below eight characters
 */
export async function exportUnsent(outbox: Outbox, passphrase: string): Promise<Blob> {
  if (passphrase.length < 8) throw new RangeError('the passphrase needs at least eight characters')
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(outbox))
  const key = await keyFrom(passphrase, salt, iterations)
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text))
  const envelope: Envelope = {
    format: 'omnisync-unsent',
    version: 2,
    iterations,
    salt: base64(salt),
    iv: base64(iv),
    sum: await sumOf(data),
    data: base64(data),
  }
  return new Blob([JSON.stringify(envelope)], { type: 'application/json' })
}
