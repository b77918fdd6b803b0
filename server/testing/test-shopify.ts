import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import type { GraphqlAnswer } from '../shopify/sandbox/graphql/run-request.ts'
import { openSandbox } from '../shopify/sandbox/open-sandbox.ts'
import type { Sandbox, SandboxOptions } from '../shopify/sandbox/open-sandbox.ts'
import type { Catalogue } from '../shopify/sandbox/store/catalogue.ts'

/** A webhook as it arrived. */
export type Received = { uri: string; headers: Record<string, string>; body: string }

export type TestShopify = Sandbox & {
  /** Asks the API something that fits Shopify's whole schema; answers what came over the wire. */
  ask: (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer & { data: Answered }>
  /** Every webhook that was posted, in order. */
  received: Received[]
  /** What the receiver answers from now on; 0 for nothing at all. */
  receiverAnswers: (status: number) => void
  /** Subscribes to topics, as GraphQL writes them. */
  subscribe: (...topics: string[]) => Promise<void>
}

// What is looked at in an answer is for the test to say.
type Answered = Record<string, any> // oxlint-disable-line typescript/no-explicit-any

/** When the clocks of test shops begin. */
export const SHOP_OPENS = Date.UTC(2026, 10, 21, 9)

/** Two locations, a product of two variants, and one of a single. */
const SMALL: Catalogue = {
  locations: [{ name: 'Downtown' }, { name: 'Riverside' }],
  products: [
    {
      title: 'Linen Shirt',
      vendor: 'Hale & Sons',
      options: ['Size'],
      variants: [
        { sku: 'SHIRT-M', price: '59.00', values: ['M'], available: [5, 3] },
        { sku: 'SHIRT-L', price: '59.00', values: ['L'], available: [1, null] },
      ],
    },
    { title: 'Tote/Bag', vendor: 'Nordvik', variants: [{ sku: 'TOTE', price: '25.00', available: [10, 0] }] },
  ],
}

/** A sandbox on a manual clock, whose webhooks come here. */
export async function openTestShopify(options: SandboxOptions = {}): Promise<TestShopify> {
  const received: Received[] = []
  let status = 200
  const sandbox = openSandbox({
    catalogue: SMALL,
    manualFrom: SHOP_OPENS,
    post: (uri, headers, body) => {
      received.push({ uri, headers, body })
      return Promise.resolve(status)
    },
    ...options,
  })
  const { app: ours } = sandbox.world.state
  const granted = await sandbox.app.inject({
    method: 'POST',
    url: '/admin/oauth/access_token',
    payload: { client_id: ours.clientId, client_secret: ours.secrets[0], grant_type: 'client_credentials' },
  })
  const token = granted.json<{ access_token: string }>().access_token
  const ask: TestShopify['ask'] = async (query, variables = {}) => {
    const [wrong] = validate(wholeSchema(), parse(query))
    if (wrong !== undefined) throw new Error(`Shopify's schema refuses this: ${wrong.message}`)
    const answer = await sandbox.app.inject({
      method: 'POST',
      url: '/admin/api/2026-10/graphql.json',
      headers: { 'x-shopify-access-token': token },
      payload: { query, variables },
    })
    return answer.json()
  }
  return {
    ...sandbox,
    ask,
    received,
    receiverAnswers: (next) => {
      status = next
    },
    subscribe: async (...topics) => {
      for (const topic of topics)
        await ask(
          `mutation ($topic: WebhookSubscriptionTopic!) {
            webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: "https://shop.example/hooks" }) {
              userErrors { message }
            }
          }`,
          { topic },
        )
    },
  }
}

let whole: GraphQLSchema | undefined

/**
 * Shopify's Admin schema, whole: what the product sends has to fit it. Taken as valid, since six of its deprecated
 * fields stand against a rule of GraphQL that is younger than they are.
 */
export function wholeSchema(): GraphQLSchema {
  whole ??= buildSchema(
    readFileSync(join(import.meta.dirname, '../shopify/schema/admin-whole.graphql'), 'utf8'),
    { assumeValid: true },
  )
  return whole
}
