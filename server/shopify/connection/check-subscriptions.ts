import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { CallFault, ShopApi } from '../api/shop-api.ts'
import type { Shop } from './connection.ts'
import { SUBSCRIBE, SUBSCRIBE_ELSEWHERE, SUBSCRIPTIONS, UNSUBSCRIBE } from './operations.ts'
import { writeCheck } from './queries.ts'
import { stopFor } from './stop-for.ts'
import { TOPICS } from './topics.ts'

export const WEBHOOKS_PATH = '/api/v1/webhooks/shopify'

/** What was put right: topics that were not told, or told to another address, or told more than once. */
export type Checked = { kind: 'checked'; mended: string[] } | { kind: 'failed'; fault: CallFault }

/**
 * Sees to it that the shop tells us of every topic, at our address, once: Shopify ends a subscription whose webhooks
 * nobody took for four hours. To be called when a shop is connected, and by the hour.
 */
export async function checkSubscriptions(shop: Shop): Promise<Checked> {
  const { deps, tenantId, signal } = shop
  const checked = await mend(shop)
  // Nothing is known of it then, and perhaps another shop is connected by now.
  if (signal.aborted) return checked
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const fault = checked.kind === 'failed' ? checked.fault : null
    if (fault && (await stopFor(tx, deps, tenantId, fault))) return
    await writeCheck(tx, tenantId, { at: new Date(deps.now()), fault })
  })
  return checked
}

/** Has the shop tell us nothing any more. What cannot be ended now ends by itself, since nobody takes it. */
export async function endSubscriptions({ deps, api, signal }: Shop): Promise<void> {
  const told = await subscriptionsOf(api, signal)
  if ('fault' in told) return
  const uri = `${deps.publicUrl ?? ''}${WEBHOOKS_PATH}`
  for (const { id } of told.all.filter((one) => one.uri === uri)) await api.ask(UNSUBSCRIBE, { id }, signal)
}

async function mend({ deps, api, signal }: Shop): Promise<Checked> {
  if (deps.publicUrl === null) return { kind: 'failed', fault: NO_ADDRESS }
  const uri = `${deps.publicUrl}${WEBHOOKS_PATH}`
  const told = await subscriptionsOf(api, signal)
  if ('fault' in told) return { kind: 'failed', fault: told.fault }
  const mended: string[] = []
  for (const topic of TOPICS) {
    const own = told.all.filter((one) => one.topic === topic)
    const good = own.find((one) => one.uri === uri)
    const [first] = own
    const asks = [
      ...(good ? [] : [first ? MOVE(first.id, uri) : MAKE(topic, uri)]),
      // The same would be told twice, or to an address that is ours no more.
      ...own.filter((one) => one !== (good ?? first)).map(({ id }) => END(id)),
    ]
    for (const [operation, variables] of asks) {
      const answer = await api.ask(operation, variables, signal)
      if (answer.kind === 'failed') return answer
      const [refused] = Mutated.parse(answer.data).flatMap(({ userErrors }) => userErrors)
      if (refused !== undefined)
        return { kind: 'failed', fault: { kind: 'never', code: 'subscription', message: refused.message } }
    }
    if (asks.length > 0) mended.push(topic)
  }
  return { kind: 'checked', mended }
}

type Subscription = { id: string; topic: string; uri: string }

async function subscriptionsOf(
  api: ShopApi,
  signal: AbortSignal,
): Promise<{ all: Subscription[] } | { fault: CallFault }> {
  const answer = await api.ask(SUBSCRIPTIONS, {}, signal)
  if (answer.kind === 'failed') return { fault: answer.fault }
  return { all: Listed.parse(answer.data).webhookSubscriptions.nodes }
}

const MAKE = (topic: string, uri: string) => [SUBSCRIBE, { topic, uri }] as const
const MOVE = (id: string, uri: string) => [SUBSCRIBE_ELSEWHERE, { id, uri }] as const
const END = (id: string) => [UNSUBSCRIBE, { id }] as const

const Listed = z.object({
  webhookSubscriptions: z.object({
    nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
  }),
})
const Mutated = z
  .record(z.string(), z.object({ userErrors: z.array(z.object({ message: z.string() })) }))
  .transform((answers) => Object.values(answers))

const NO_ADDRESS: CallFault = {
  kind: 'never',
  code: 'no-address',
  message:
    'Shopify cannot tell us anything before this server knows its own address: set OMNISYNC_PUBLIC_URL.',
}
