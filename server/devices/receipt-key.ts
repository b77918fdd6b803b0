import { createHmac } from 'node:crypto'

/**
 * The key by which a lane signs the codes on its receipts, base64url. Derived, so that none is kept and every lane has
 * its own: who steals one can forge sales of that lane alone, and another lane can read a code and not vouch for it.
 */
export function receiptKeyOf(secret: string, tenantId: string, deviceId: string): string {
  return createHmac('sha256', secret).update(`receipt-key-v1 ${tenantId} ${deviceId}`).digest('base64url')
}
