import { createAdminApiClient } from '@shopify/admin-api-client'
import type { AdminApiClient } from '@shopify/admin-api-client'
import { ADMIN_API_VERSION } from '../schema/version.ts'
import { exchange } from './exchange.ts'
import type { Exchanged } from './exchange.ts'
import type { FailedCall } from './failed-call.ts'
import { readAnswer } from './read-answer.ts'
import type { Reading } from './read-answer.ts'
import type { Operation } from './shop-api.ts'
import { openTokens } from './token.ts'

export type WireOptions = {
  /** `demo-outfitters.myshopify.com` */
  domain: string
  clientId: string
  secret: string
  shopFetch: typeof fetch
  now: () => number
  /** Told of each call that came to nothing; nothing waits for it. */
  note: (call: FailedCall) => void
  /** Milliseconds until an answer is no longer waited for. */
  patience?: number
}

/** Makes one call, with a fresh token where the first one is refused. Never throws. */
export type Wire = (
  operation: Operation,
  variables: Record<string, unknown>,
  stop?: AbortSignal,
) => Promise<Exclude<Reading, { kind: 'unauthorized' }>>

const PATIENCE_MS = 20_000

/** The way to a shop's Admin API. */
export function openWire(options: WireOptions): Wire {
  const { domain, clientId, secret, shopFetch, now, note, patience = PATIENCE_MS } = options
  // One for each token, which it holds for good.
  const clientWith = (accessToken: string): AdminApiClient =>
    createAdminApiClient({
      storeDomain: domain,
      apiVersion: ADMIN_API_VERSION,
      accessToken,
      // Tries nothing again by itself: a mutation that it sent twice would be done twice.
      retries: 0,
      customFetchApi: (url, init) => shopFetch(url, init),
      logger: () => {},
    })
  const tokens = openTokens(() => askGrant(), now)

  const askGrant = async (): Promise<Exchanged> => {
    const at = now()
    const grant = { client_id: clientId, grant_type: 'client_credentials' }
    const exchanged = await exchange(patience, undefined, (signal) =>
      shopFetch(`https://${domain}/admin/oauth/access_token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...grant, client_secret: secret }),
        signal,
      }),
    )
    if (exchanged.kind === 'failed' || exchanged.status !== 200)
      note({ ...noteOf(exchanged, at), operation: 'access token', request: grant, secrets: [secret] })
    return exchanged
  }
  const noteOf = (exchanged: Exchanged, at: number) => ({
    at,
    milliseconds: now() - at,
    ...(exchanged.kind === 'failed'
      ? { code: exchanged.fault.code, status: null, answer: null }
      : { code: `http-${exchanged.status}`, status: exchanged.status, answer: exchanged.text }),
  })

  return async ({ name, text }, variables, stop) => {
    let refused: string | undefined
    for (;;) {
      const token = await tokens.get(refused)
      if (token.kind === 'failed') return { kind: 'failed', fault: token.fault, told: null }
      const at = now()
      const exchanged = await exchange(patience, stop, (signal) =>
        clientWith(token.token).fetch(text, { variables, signal }),
      )
      const reading: Reading =
        exchanged.kind === 'failed'
          ? { kind: 'failed', fault: exchanged.fault, told: null }
          : readAnswer(exchanged.status, exchanged.headers, exchanged.text)
      if (reading.kind === 'failed' || reading.kind === 'unauthorized')
        note({
          ...noteOf(exchanged, at),
          ...(reading.kind === 'failed' ? { code: reading.fault.code } : {}),
          operation: name,
          request: variables,
          secrets: [secret, token.token],
        })
      if (reading.kind !== 'unauthorized') return reading
      if (refused !== undefined) return { kind: 'failed', fault: UNAUTHORIZED, told: null }
      refused = token.token
    }
  }
}

const UNAUTHORIZED = {
  kind: 'refused',
  code: 'http-401',
  message: 'Shopify refused its own fresh token: the app may have been removed from the shop.',
} as const
