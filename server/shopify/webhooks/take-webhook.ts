import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { uninstalled } from '../connection/uninstalled.ts'
import { headerTopic, TOPICS } from '../connection/topics.ts'
import { REFUSALS } from '../mapping/refusal.ts'
import type { WebhookHeaders } from './read-headers.ts'
import { insertWebhook } from './queries.ts'

/**
 * Keeps a webhook whose signature was checked, with a job that works it off, or neither. It is a hint and no more:
 * what it tells is looked up in Shopify before anything is booked.
 *
 * @returns whether it waits to be worked off: it does not where it is a repeat, or came to its end here
 */
export async function takeWebhook(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  { id, eventId, topic, triggeredAt }: WebhookHeaders,
  body: string,
): Promise<boolean> {
  const receivedAt = new Date(deps.now())
  const webhook = { id, eventId, topic, body, triggeredAt: triggeredAt ?? receivedAt, receivedAt }
  if (topic === 'app/uninstalled') {
    const isNew = await insertWebhook(tx, tenantId, { ...webhook, state: 'done', fault: null })
    if (isNew) await uninstalled(tx, deps, tenantId, webhook.triggeredAt)
    return false
  }
  if (!KNOWN.has(topic)) {
    const fault = { code: 'shopify/unknown-topic', message: REFUSALS['shopify/unknown-topic'] }
    await insertWebhook(tx, tenantId, { ...webhook, state: 'dead', fault })
    return false
  }
  const isNew = await insertWebhook(tx, tenantId, { ...webhook, state: 'waiting', fault: null })
  // Last, since webhooks that come at once wait here for each other.
  if (isNew) await deps.jobs.send(tx, 'shopify.pass', { tenantId })
  return isNew
}

const KNOWN: ReadonlySet<string> = new Set(TOPICS.map(headerTopic))
