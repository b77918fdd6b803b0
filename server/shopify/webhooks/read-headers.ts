import { z } from 'zod'

/** What comes with a webhook beside its body. */
export type WebhookHeaders = {
  /** Of this webhook: the same for each attempt. */
  id: string
  /** Of what happened: the same for all webhooks that tell of it. */
  eventId: string
  /** `orders/create` */
  topic: string
  triggeredAt: Date | undefined
}

const Named = z.string().min(1).max(200)
const Headers = z
  .object({
    'x-shopify-webhook-id': Named,
    'x-shopify-event-id': Named.optional().catch(undefined),
    'x-shopify-topic': Named,
    'x-shopify-triggered-at': z.iso.datetime({ offset: true }).optional().catch(undefined),
  })
  .transform((headers): WebhookHeaders => ({
    id: headers['x-shopify-webhook-id'],
    eventId: headers['x-shopify-event-id'] ?? headers['x-shopify-webhook-id'],
    topic: headers['x-shopify-topic'],
    triggeredAt:
      headers['x-shopify-triggered-at'] === undefined
        ? undefined
        : new Date(headers['x-shopify-triggered-at']),
  }))

/** What the headers say; undefined where they are not those of a webhook. */
export function readHeaders(headers: unknown): WebhookHeaders | undefined {
  return Headers.safeParse(headers).data
}

const Signed = z.object({
  'x-shopify-shop-domain': z.string().min(1).max(200),
  'x-shopify-hmac-sha256': z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})

/** Who claims to have signed, and how; undefined where nobody does. */
export function readSignature(headers: unknown): { domain: string; signature: Buffer } | undefined {
  const { data } = Signed.safeParse(headers)
  return (
    data && {
      domain: data['x-shopify-shop-domain'],
      signature: Buffer.from(data['x-shopify-hmac-sha256'], 'base64'),
    }
  )
}
