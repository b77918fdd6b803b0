import type { Clock } from '../clock.ts'
import type { Faults } from '../faults.ts'
import type { Delivery, State } from '../store/state.ts'
import type { World } from '../world.ts'
import { sign } from './sign.ts'
import { headerTopic } from './topic.ts'
import { writeJson } from './write-json.ts'

/** Sends a body to an address and tells the status that came back, or 0 where none came in time. */
export type Post = (uri: string, headers: Record<string, string>, body: string) => Promise<number>

/** One attempt, for whoever looks on. */
export type Attempt = { id: string; topic: string; uri: string; at: number; status: number; attempt: number }

export type Webhooks = {
  emit: World['emit']
  /** The last attempts, the newest first. */
  attempts: () => Attempt[]
  /** From now on webhooks are kept back, until they are let go. */
  hold: () => void
  /** Lets go what was kept back, in the order it happened, or not. */
  release: (order: 'kept' | 'reversed') => void
  held: () => number
}

/** Eight more attempts within four hours; then the subscription goes. */
const RETRY_MINUTES = [1, 2, 4, 8, 16, 32, 64, 113]
const ATTEMPTS_KEPT = 200

export type WebhooksDeps = {
  state: State
  clock: Clock
  faults: Faults
  post: Post
  apiVersion: string
  newUuid: () => string
  touch: () => void
}

/**
 * Delivers webhooks: unordered, each by itself, again where it was not taken. Those that a state holds from an earlier
 * life are gone on with.
 */
export function openWebhooks(deps: WebhooksDeps): Webhooks {
  const { state, clock, faults, post, apiVersion, newUuid, touch } = deps
  const attempts: Attempt[] = []
  let holding = false
  let held: Delivery[] = []

  const arm = (delivery: Delivery): void => clock.at(delivery.dueAt, () => attempt(delivery))
  const attempt = async (delivery: Delivery): Promise<void> => {
    if (state.deliveries[delivery.id] === undefined) return
    const status = await post(delivery.uri, headersOf(delivery), delivery.body)
    attempts.unshift({ ...pickLog(delivery), at: clock.now(), status, attempt: delivery.attempts + 1 })
    attempts.length = Math.min(attempts.length, ATTEMPTS_KEPT)
    if (status >= 200 && status < 300) delete state.deliveries[delivery.id]
    else failed(delivery)
    touch()
  }
  const failed = (delivery: Delivery): void => {
    const wait = RETRY_MINUTES[delivery.attempts]
    delivery.attempts += 1
    if (wait === undefined) {
      delete state.subscriptions[delivery.subscriptionId]
      for (const other of Object.values(state.deliveries))
        if (other.subscriptionId === delivery.subscriptionId) delete state.deliveries[other.id]
      return
    }
    delivery.dueAt = clock.now() + wait * 60_000
    arm(delivery)
  }
  const headersOf = ({ body, topic, id, eventId, triggeredAt }: Delivery): Record<string, string> => ({
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': sign(body, state.app.secrets[0]!),
    'x-shopify-shop-domain': state.shop.domain,
    'x-shopify-api-version': apiVersion,
    'x-shopify-webhook-id': id,
    'x-shopify-event-id': eventId,
    'x-shopify-triggered-at': new Date(triggeredAt).toISOString(),
  })

  for (const delivery of Object.values(state.deliveries)) arm(delivery)
  return {
    emit: (topic, body) => {
      const eventId = newUuid()
      for (const subscription of Object.values(state.subscriptions)) {
        if (headerTopic(subscription.topic) !== topic) continue
        if (faults.take(['webhook-drop'], topic)) continue
        const delay = faults.take(['webhook-delay'], topic)?.milliseconds ?? 0
        const delivery: Delivery = {
          id: newUuid(),
          eventId,
          subscriptionId: subscription.id,
          topic,
          uri: subscription.uri,
          body: writeJson(onlyFields(body, subscription.includeFields)),
          triggeredAt: clock.now(),
          attempts: 0,
          dueAt: clock.now() + delay,
        }
        state.deliveries[delivery.id] = delivery
        if (holding) held.push(delivery)
        else arm(delivery)
        // The same webhook a second time, whatever became of the first.
        if (faults.take(['webhook-double'], topic))
          clock.at(delivery.dueAt + 1_000, () => void post(delivery.uri, headersOf(delivery), delivery.body))
      }
      touch()
    },
    attempts: () => [...attempts],
    hold: () => {
      holding = true
    },
    release: (order) => {
      holding = false
      const ready = order === 'reversed' ? held.toReversed() : held
      held = []
      for (const [index, delivery] of ready.entries()) {
        delivery.dueAt = clock.now() + index
        arm(delivery)
      }
    },
    held: () => held.length,
  }
}

function pickLog({ id, topic, uri }: Delivery): Pick<Attempt, 'id' | 'topic' | 'uri'> {
  return { id, topic, uri }
}

function onlyFields(body: Record<string, unknown>, fields: string[]): Record<string, unknown> {
  if (fields.length === 0) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name)))
}
