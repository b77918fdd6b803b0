import { createHmac } from 'node:crypto'

/** The signature of a webhook: over its bytes as they are sent, by the app's secret. */
export function sign(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('base64')
}
