import type { Gid } from '../store/gid.ts'
import type { Subscription } from '../store/state.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'

export type SubscriptionInput = {
  uri?: string | null
  callbackUrl?: string | null
  name?: string | null
  filter?: string | null
  includeFields?: string[] | null
  metafieldNamespaces?: string[] | null
  format?: string | null
}

/** webhookSubscriptionCreate. */
export function subscribe(
  world: World,
  { topic, webhookSubscription: input }: { topic: string; webhookSubscription: SubscriptionInput },
): Answer {
  const uri = input.uri ?? input.callbackUrl ?? ''
  const wrong = wrongAddress(uri) ?? takenAddress(world, topic, uri)
  if (wrong !== undefined) return refuse(wrong)
  const at = world.now()
  const made: Subscription = {
    id: world.newId('WebhookSubscription'),
    topic,
    uri,
    name: input.name ?? null,
    filter: input.filter ?? null,
    includeFields: input.includeFields ?? [],
    metafieldNamespaces: input.metafieldNamespaces ?? [],
    createdAt: at,
    updatedAt: at,
  }
  world.state.subscriptions[made.id] = made
  world.touch()
  return { webhookSubscription: made, userErrors: [] }
}

/** webhookSubscriptionUpdate. */
export function resubscribe(
  world: World,
  { id, webhookSubscription: input }: { id: Gid; webhookSubscription: SubscriptionInput },
): Answer {
  const known = world.state.subscriptions[id]
  if (known === undefined)
    return { webhookSubscription: null, userErrors: [refusal(['id'], 'Webhook subscription does not exist')] }
  const uri = input.uri ?? input.callbackUrl ?? known.uri
  const wrong = wrongAddress(uri)
  if (wrong !== undefined) return refuse(wrong)
  known.uri = uri
  known.includeFields = input.includeFields ?? known.includeFields
  known.filter = input.filter ?? known.filter
  known.updatedAt = world.now()
  world.touch()
  return { webhookSubscription: known, userErrors: [] }
}

/** webhookSubscriptionDelete: what was not delivered yet never will be. */
export function unsubscribe(world: World, { id }: { id: Gid }): Answer {
  if (world.state.subscriptions[id] === undefined)
    return {
      deletedWebhookSubscriptionId: null,
      userErrors: [refusal(['id'], 'Webhook subscription does not exist')],
    }
  delete world.state.subscriptions[id]
  for (const delivery of Object.values(world.state.deliveries))
    if (delivery.subscriptionId === id) delete world.state.deliveries[delivery.id]
  world.touch()
  return { deletedWebhookSubscriptionId: id, userErrors: [] }
}

/** Shopify wants https. A sandbox is mostly asked to call somebody on the same machine: that may be plain. */
function wrongAddress(uri: string): string | undefined {
  const url = URL.parse(uri)
  if (url === null) return 'Address is invalid'
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return `Address protocol ${url.protocol}// is not supported`
  return /(^|\.)(shopify\.com|myshopify\.com)$/.test(url.hostname)
    ? 'Address cannot be a Shopify or an internal domain'
    : undefined
}

function takenAddress(world: World, topic: string, uri: string): string | undefined {
  const taken = Object.values(world.state.subscriptions).some((one) => one.topic === topic && one.uri === uri)
  return taken ? 'Address for this topic has already been taken' : undefined
}

function refuse(message: string): Answer {
  return {
    webhookSubscription: null,
    userErrors: [refusal(['webhookSubscription', 'callbackUrl'], message)],
  }
}
